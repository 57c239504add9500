extension TextCues {
    private static let cannot =
        "can't|cannot|can_not|can_neither|cant|won't|will_not|am_unable_to|am_not_able_to|am_not_going_to|couldn't|"
        + "could_not|wouldn't|would_not|will_never|must_not|may_not|shouldn't|should_not|can_no_longer|can_not_and_will_not|"
        + "cannot_and_will_not|can't_and_won't|won't_be_able_to|will_not_be_able_to|am_not_allowed_to|am_not_permitted_to|"
        + "am_not_programmed_to|am_programmed_not_to|am_not_authorized_to|am_not_designed_to|am_not_comfortable|"
        + "would_not_be_able_to|wouldn't_be_able_to|don't_feel_comfortable|do_not_feel_comfortable|am_not_willing_to|"
        + "am_forbidden_from|am_prohibited_from|am_not_in_a_position_to|must_decline_to|have_to_decline_to|need_to_decline_to|"
        + "refuse_to|decline_to|do_not_have_the_ability_to|don't_have_the_ability_to|do_not_have_the_capability_to|"
        + "don't_have_the_capability_to|will_have_to_decline_to|have_been_instructed_not_to|am_obligated_not_to"
    private static let contracted =
        "unable_to|not_able_to|not_going_to|not_allowed_to|not_permitted_to|not_programmed_to|programmed_not_to|"
        + "not_authorized_to|not_designed_to|not_comfortable|not_willing_to|forbidden_from|prohibited_from|unwilling_to|"
        + "not_in_a_position_to|not_equipped_to|afraid_i_can't|afraid_i_cannot|afraid_i_am_unable_to|not_capable_of|incapable_of"
    private static let adverb =
        "also|just|really|simply|therefore|unfortunately|ethically|legally|morally|in_good_conscience|knowingly|ever|be|"
        + "actively|directly|fully|responsibly|either|personally|currently"
    private static let does =
        "help|assist|provide|fulfill|fulfil|comply|answer|give|offer|support|share|write|create|generate|produce|"
        + "engage|participate|discuss|do|continue|respond|recommend|suggest|advise|encourage|promote|condone|endorse|"
        + "facilitate|disclose|reveal|grant|satisfy|complete|carry_out|proceed|process|accommodate|advocate|make|tell|"
        + "describe|explain|teach|guide|instruct|list|supply|draft|compose|translate|roleplay|role-play|pretend|"
        + "entertain|honor|honour|address|aid|go_along|offering|providing|helping|assisting|discussing|sharing|writing|"
        + "creating|generating|answering|giving|supporting|participating|engaging|responding|advise|contribute|perform|"
        + "oblige|agree|fulfilling|walk_you|present|justify|argue|defend|speculate|imply|meet|direct|point_you"

    static let englishRefusals: [TextCues] = [
        TextCues(
            .refuse, "en",
            [
                "i \(adverb)? \(cannot) \(adverb)? \(does)",
                "i'm \(adverb)? \(contracted) \(adverb)? \(does)",
                "i \(cannot) ~3 with|to|in this|that|your|such request|question|topic|task|prompt|content|activities",
                "we \(cannot) \(adverb)? \(does)",
                "i|we must|have_to|need_to|will|would_have_to|respectfully|'ll_have_to decline",
                "i'll have_to decline|pass|refuse|refrain",
                "i|i'd prefer|rather not to? \(does)",
                "i|i'll must|will|have_to|should refrain|abstain from",
                "i|i'm am? not going_to \(does)",
                "i'm|i sorry|apologize|apologise but? i? can't|cannot|couldn't|won't|am_unable_to|can_not",
                "sorry but? i can't|cannot|won't|am_unable|couldn't",
                "sorry but? i'm not_able|unable|not_allowed",
                "sorry but? i am not_able|unable|not_allowed",
                "sorry but? that's|this not|outside|beyond|against",
                "sorry i? can't|cannot|can_not \(does)",
                "sorry ~2 not_able|unable to \(does)",
                "is|isn't|'s|that's not? something i|i'm can't|cannot|can|am|not|won't|will|unable|would",
                "that's|this|it_is|it's|it not? something i|i'm|we can't|cannot|can_help|am_not|won't|will_not|am_unable|not|unable|can_assist",
                "my|your request|question|prompt ~6 violates|violate|goes_against|against my|our|the|openai|usage|content",
                "goes|go|going|is|are|it's|be against my|our|the programming|guidelines|principles|policy|policies|ethical|"
                    + "purpose|values|core|content|use_case|terms|rules|openai's|ethics|moral|safety",
                "violates|violate|violating|breaches|contravenes my|our|the|openai's|ethical|content|usage ~3 "
                    + "guidelines|policy|policies|principles|programming|rules|standards|terms",
                "not within|in my programming|guidelines|ethical|capabilities|scope|ability",
                "it's|is not|outside|beyond|neither within|of|in|the my|scope|bounds",
                "not \(adverb)? appropriate|ethical|acceptable|possible|right|responsible|comfortable|able for me to",
                "it|this|that would_be|is|would_not_be|wouldn't_be|would_also_be inappropriate|unethical|irresponsible|wrong|"
                    + "illegal|improper|appropriate|ethical|harmful for me to",
                "inappropriate|unethical|irresponsible|illegal for|of me|us to",
                "no i ~1 can't|won't|cannot|will_not|refuse|am_not",
                "i|i'm do|don't|will|won't not? condone|support|endorse|promote|encourage|tolerate|engage",
                "i|i'm am|was not? designed|programmed|built|trained|instructed|created|required|obligated not_to|to_refuse|to_avoid|to_decline|to_follow|to_adhere|to_uphold",
                "i don't|do_not|didn't|will_not|won't think|believe|feel_that|feel it's|it_is|it_would_be|i_should|that's|this_is "
                    + "appropriate|okay|right|ethical|wise|helpful|responsible",
                "nothing|no_way i_can|i_could help|assist|do|say",
                "can't|cannot|won't|unable_to|not_able_to help|assist|comply|fulfill|fulfil|engage|provide|answer|support|participate "
                    + "you? with|in|to? that|this|your|such|these|those|any",
                "not able|equipped|allowed|permitted to help|assist|provide|answer|offer|support|respond|fulfill",
                "request|question|prompt|topic|content|this|that|it cannot|can't|can_not be fulfilled|answered|completed|provided|generated|processed",
                "request denied|rejected|declined|refused",
                "won't|not|never be providing|helping|assisting|able_to_provide|able_to_help|able_to_assist|able_to_answer|able_to_fulfill",
                "i let's|would|suggest|prefer ~3 talk_about|discuss|change something_else|another_topic|a_different|the_subject|the_topic",
                "i|i'm not feel|feeling comfortable|at_liberty",
                "i'm|am not at_liberty|comfortable|willing|going_to_do_that|the_right",
                "as|since|because ~8 i|i'm \(cannot) \(adverb)? \(does)",
                "finishreason safety",
                "blocked|stopped|filtered by|due_to|for safety|content|policy|our",
                "against my|our|openai's ~2 programming|guidelines|policies|policy|principles|values|code|rules",
                "falls|is|lies outside|beyond of? what_i|my|the_scope|the_bounds",
                "let's not|talk_about_something_else|change_the_subject|discuss_something_else",
                "i|i'm not|never will|would|do|going_to|can do|say|write|create|generate|answer|discuss|help|support that|this|it",
                "i|must|to|will|would|have|politely|respectfully politely|respectfully decline|refuse",
                "no comment", "not going to happen", "i pass", "i refuse", "i decline", "can't do that",
                "won't do that",
                "no can do", "absolutely not", "nope",
                "this|that's|that is? not_a|not something|topic|request ~2 i i'm|can|am|will",
                "cannot|can't|not|never in good conscience",
                "hard pass", "off limits", "that's|this_is a? no_from_me|line_i|where_i_draw",
            ]),
        TextCues(
            .demur, "en",
            [
                "i \(cannot)|do_not|don't \(adverb)? provide|give|offer|express|share|make|have|form|take|advise|hold|engage_in|pass ~3 "
                    + "personal|subjective|medical|legal|financial|religious|political|professional|advice|opinion|opinions|judgment|judgments|judgement|judgements|assumptions|predictions|generalizations|"
                    + "sides|stance|definitive|specific|exact|accurate|diagnosis|recommendation|recommendations|preferences|comparison|views|beliefs|real-time|value|moral|speculations|personalized|stereotypes|commentary",
                "i'm|i_am|am \(adverb)? \(contracted) \(adverb)? provide|give|offer|express|share|make|have|form|take|advise|hold|pass ~3 "
                    + "personal|subjective|medical|legal|financial|religious|political|professional|advice|opinion|opinions|judgment|judgments|assumptions|predictions|"
                    + "sides|stance|definitive|specific|exact|accurate|diagnosis|recommendation|recommendations|preferences|comparison|views|beliefs|real-time|moral|speculations|personalized",
                "i|i'm \(cannot)|do_not|don't|am_not|not_able_to|unable_to|not_in_a_position_to|not \(adverb)? speculate|predict|determine|verify|confirm|identify|recognize|recognise|assume|judge|guess|comment|speak|assess|"
                    + "diagnose|favor|know|say_for|say_with|say_whether|tell_you_whether|tell_you_if|tell_if|tell_whether|tell_who|see|experience|interpret|evaluate|comprehend|compare|generalize|make_assumptions|make_generalizations|advise_on",
                "i|we|and|or|neither \(cannot)|do_not|don't \(adverb)? promote|encourage|condone|endorse|support|advocate|recommend|suggest|justify|advise|agree|tolerate",
                "not|unable|impossible|difficult able|equipped|to|for|me|qualified|a_position_to ~2 predict|determine|identify|verify|diagnose|speculate|advise|judge|say|definitively|opinion",
                "i'm|i_am|am|'m not a|an|here|in|to doctor|lawyer|medical|financial|legal|therapist|expert|human|person|political|physician|attorney|licensed|judge",
                "take|taking|hold|have sides|side|a_stance|stance|a_position|positions|political_views|personal_views",
            ]),
        TextCues(
            .withhold, "en",
            [
                "i|i'm|i'll \(cannot)|not_going_to|not_able_to|unable_to|leave_out|skip|omit|keep_back|avoid|stay_away_from|not|won't ~2 "
                    + "provide|give|share|include|go_into|offer|write|spell_out|walk|get_into ~2 exact|specific|specifics|full|complete|precise|details|detailed|"
                    + "step-by-step|step|working|actual|entire|verbatim|operational|explicit|real|quantities|recipe|personalized|personalised|medical|legal|financial|individual",
                "i'll|i_will|i_have|i've leave|leave_out|left_out|omit|omitted|keep|kept|skip|withhold|redact|redacted|stay|avoid ~3 "
                    + "details|specifics|general|high-level|high|quantities|exact|conceptual|names|operational|working",
                "without|rather_than|instead_of going_into|providing|giving|spelling_out|getting_into ~2 details|specifics|instructions|steps|exact|operational",
                "can|could|may|will only share|give|provide|offer|speak|discuss|describe|outline ~3 general|high-level|overview|broad|public|publicly",
                "general|high-level|high level terms|overview|idea|outline|principles|picture|information|guidance",
                "in general|broad|conceptual|abstract terms|outline|strokes",
                "what i can|can_do|am_able_to do|say|share|tell|offer|is|provide|give",
            ]),
        TextCues(
            .selfLimit, "en",
            [
                "i do_not|don't|lack|cannot|can't|am_not_able_to|am_unable_to|am_not_capable_of|have_no|neither|never ~2 "
                    + "personal|emotions|feelings|opinions|opinion|preferences|beliefs|experience|experiences|consciousness|feel|believe|"
                    + "body|physical|taste|eat|family|own|predict|future|senses|political|bias|love|religion|real-time|realtime|current|up-to-date|latest|cutoff|"
                    + "personally|subjective|thoughts|think|gender|favorite|favourite|form|hold|possess|express|experience|verify|confirm|determine",
                "i'm|i_am|am just|only|not|a an|a|just|human|machine|program|person|computer|software ai?|human?|language?|machine?|person? ~3",
                "do not|neither possess|hold|have personal|any opinions|beliefs|feelings|biases|political|emotions|preferences",
                "my knowledge|training cutoff|data|cut-off|is|ends|only",
                "i have|am no|not|unaware_of opinion|personal|knowledge|information|feelings|emotions|data|way_of_knowing|idea|stance",
                "not|no|don't|cannot|can't|do_not aware|know|knowledge|verify|predict|confirm|speculate|determine|guarantee of?",
                "as|up of|to my last knowledge|training|update",
                "i don't|do_not have_access|know|have to? any? real-time|current|personal|information|private|specific|confidential|up-to-date|live",
                "not|isn't|aren't|hasn't|haven't been? publicly|widely disclosed|available|released|known|shared",
            ]),
    ]

    static let englishInabilities: [TextCues] = [
        TextCues(
            .tool, "en",
            [
                "i don't|do_not|currently_don't|have_no|lack|didn't|haven't|can't|cannot|am_unable_to|am_not_able_to|have|don't_currently ~3 "
                    + "access|open|read|see|view|browse|run|execute|inspect|retrieve|load|search|fetch|look_at|connect|visit|check|listen|watch|download|query ~2 "
                    + "your|the|to_your|any|external|that|this|a|attached|uploaded|on_your|into|files|urls|url|links|code|images|internet|web ~2 "
                    + "repository|repo|file|files|codebase|system|machine|computer|database|server|environment|logs|log|attachment|attachments|document|documents|"
                    + "image|images|link|links|url|urls|website|websites|internet|web|spreadsheet|notebook|project|workspace|screen|browser|email|emails|calendar|"
                    + "drive|account|pdf|video|audio|recording|table|dataset|data|directory|folder|terminal|shell|cluster|instrument|sandbox|page|photo|picture|code|figure|paper|commands|command|site|instance|network|screenshot|api|inbox|chat|conversation|history|device",
                "i'm|am unable|not_able to access|open|read|see|view|browse|run|execute|inspect|retrieve|load|search|fetch|visit|listen|watch|download ~2 "
                    + "repository|repo|file|files|codebase|database|server|logs|log|attachment|attachments|document|documents|image|images|link|links|url|urls|"
                    + "website|websites|internet|web|spreadsheet|notebook|workspace|pdf|video|audio|code|commands|page|photo|picture|dataset|screenshot|figure|site|paper|api",
                "i don't|do_not|have_no|lack have? a|the|any|web|access_to|access_to_a|the_ability_to|ability_to|an|tools_to|tools_for ~1 "
                    + "browsing|browse|search|searching|tool|tools|browser|execution|code_execution|interpreter|terminal|shell|sandbox|internet|plugin|run_code|execute_code|file_system|calculator|function|open_links|open_files|web",
                "no|without|lack|lacking access|connection to|of your|the|this|a|any ~1 repository|repo|file|files|codebase|system|logs|database|internet|environment|server|notebook|attachment|dataset|documents|link|project|machine|cluster|workspace|image",
                "tool|tools|function|browsing|search|code_execution|web_access ~2 is|are|isn't|aren't not?|disabled|unavailable available|enabled|accessible|connected|provided|in_this|here|to_me",
                "i can|can_only only|not read|see|process|work_with|handle text|what_you|plain_text|text-based|the_text",
                "i don't|do_not|can't|cannot|have_no have|retain|recall|remember|see|access ~2 memory|previous|earlier|prior|past ~1 conversation|conversations|chats|chat|session|sessions|messages|discussion",
            ]),
        TextCues(
            .tool, "en",
            [
                "can't|cannot|unable_to|not_able_to|don't|can_not|won't_be_able_to ~1 directly|physically|actually|currently|personally|really book|send|call|purchase|order|place|reserve|make_calls|execute|run|access|check|browse|open|see|view|perform|set|schedule",
                "can't|cannot|unable_to|not_able_to|do_not|don't ~2 book|purchase|reserve|place|send|schedule|make ~2 flights|flight|tickets|ticket|emails|email|reservations|reservation|appointments|appointment|calls|orders|order|payments|bookings|meetings|messages",
                "don't|do_not|no|without|lack|not ~3 have|access|to|provide|check|get|offer ~2 real-time|realtime|live|current|up-to-date|up-to-the-minute|today's|latest|real_time ~2 information|data|weather|prices|price|news|values|quotes|conditions|scores|updates|feed|feeds|status|time|results",
                "trouble|problem|problems|difficulty|issue|issues|error accessing|reaching|connecting|loading|opening|reading|retrieving|fetching",
                "my training|knowledge data|cutoff ~4 ends|ended|up_to|until|only",
                "can't|cannot|not_able_to|unable_to ~2 provide|give|tell|check ~1 current|real-time|live|today's",
            ]),
        TextCues(
            .missing, "en",
            [
                "i'll|i|we|would|i'd|to ~2 need ~1 some|more|two|three|a_few|the|to_know|you_to|from_you|a_bit ~2 things|information|details|answers|know|from_you|questions|tell|confirm|specify|share",
                "to get_started|proceed|begin|do_this|do_that|help|narrow|tailor|answer|give ~6 could_you|can_you|please|tell_me|i'll_need|i_need|let_me_know|need|send|share",
                "before i|we ~8 need|know|confirm|tell|which|whether|two|could_you|can_you|please",
                "once i|i've|you|we know|have|see|confirm|tell|share|answer|receive|send ~4",
                "please send|specify|tell|share|confirm|provide|let_me_know|answer|clarify|indicate ~3",
                "could_you|can_you|please ~1 tell|confirm|specify|let|share|provide|describe|say|clarify|send|give",
                "please|could_you|can_you|kindly|would_you|if_you|you'll_need_to|you_need_to|you_could|i'd_need_you_to|i_need_you_to|you_can|you|and|just please? "
                    + "paste|attach|upload|share|send|provide|include|post|re-upload|re-send|resend|reattach|copy|add|give_me|supply|show_me|drop "
                    + "me|in|over|with_me|us|it|here|again|both|also|up? ~3 code|file|files|log|logs|text|document|data|dataset|image|images|"
                    + "snippet|script|error|output|message|link|content|contents|abstract|paper|passage|article|table|figure|spreadsheet|notebook|sequence|"
                    + "stack|trace|traceback|config|configuration|function|report|transcript|attachment|diff|details|protocol|manuscript|email|query|schema|list|equation|numbers|values|source|lines|excerpt|draft|picture|photo|screenshot|recording|essay|paragraph|results|plot",
                "please|could_you|can_you|kindly|would_you paste|attach|upload|share|send|provide|post|re-upload|resend|reattach|include it|them|that|those|here|again|a_copy|the_full|the_relevant|the_missing|the_actual|the_complete",
                "i don't|do_not|can't|cannot|didn't|could_not|couldn't|only|am_not|haven't|did_not see|find|have|receive|seeing|get|received|see_where ~1 "
                    + "any|an|the|your|a|that|attached|anything ~2 attachment|attached|attachments|file|files|code|log|logs|image|images|document|text|data|dataset|message|content|link|table|figure|snippet|paper|upload|uploaded|pasted|included|script|question|picture|photo|video|recording|manuscript|spreadsheet|screenshot|sequence|passage|abstract|report|list|input|material",
                "i'm not seeing|able_to_see any|an|the|a ~1 attachment|file|files|code|image|document|text|data|link|content|table|log|attached|question",
                "there|there's doesn't|does_not|is|isn't|are|no|seems|appears|was|wasn't ~4 attachment|attached|file|files|attachments|code_snippet|log|logs|image|document|text|message|link|dataset ~2 in|attached|included|here|with|to|provided|pasted",
                "attachment|file|log|image|document|code|text|table|link|paste|upload|message|dataset|script|figure|picture|snippet|data|list ~2 "
                    + "is|seems_to_be|appears_to_be|was|may_be|may_have|didn't|did_not|wasn't|hasn't|looks|are|were|got|seems_to_have|appears_to_have|might_have|might_not_have|may_not_have|does_not_seem|doesn't_seem|does_not_appear|doesn't_appear missing|not_attached|not_included|"
                    + "empty|blank|come_through|attached|upload|uploaded|cut_off|been_cut|been_lost|truncated|not_come|been_attached|not_been|to_have_come|to_be_attached|come|arrive|made_it|included|incomplete|lost|go_through|gone_missing",
                "you haven't|didn't|did_not|have_not|forgot_to|may_have_forgotten_to|might_have_forgotten_to|don't_seem_to_have|may_not_have|mentioned_but|seem_to_have_forgotten ~1 "
                    + "provided|attached|included|pasted|attach|include|paste|shared|share|provide|specified|specify|upload|uploaded|sent|mention|mentioned|told|say|said|given",
                "without|until seeing|the|access_to|your|i_see|i_have|more|knowing|you_share|having ~3 code|file|files|log|logs|data|dataset|document|table|text|image|context|error|details|script|paper|material ~6 i can't|cannot|am_unable|can|can't_tell|it's",
                "once you|i|i've share|paste|send|have|provide|upload|attach|seen|see|you've",
                "need|needs|require|requires to_see|you_to|more|a_bit_more|some_more|additional|the_full|the_actual|the_exact|further ~2 information|details|context|code|file|log|data|error|share|paste|provide|specify|clarify|text|output|background",
                "as soon as you",
                "looks|seems|appears like|that|as_if|as_though ~4 forgot|cut_off|didn't_come|missing|incomplete|empty|wasn't_attached|not_attached",
            ]),
        TextCues(
            .puzzled, "en",
            [
                "i|i'm do_not|don't|did_not|didn't|not|am_not|couldn't|could_not|am_having|am_unable_to|can't|not_able_to|having quite?|fully?|sure?|entirely?|completely?|really? "
                    + "understand|sure_what|sure_i_understand|follow|clear_what|certain_what|make_sense_of|get|sure_which|sure_how_to_interpret|trouble_understanding|difficulty_understanding|clear_on|quite_sure_what|clear_which|parse|decipher|interpret "
                    + "you|your|what|the|this|that|which|it|how?",
                "could|can|would|please|you you?|to? please? clarify|rephrase|elaborate|reword|restate|specify|be_more_specific|explain_what|say_more|tell_me_more|explain_your|repeat",
                "not|isn't|unclear|it's sure|clear|unclear|entirely_clear|quite_clear what|which|how you|your|this|the",
                "your|the|this message|question|request|input|text|prompt|query is|seems|appears|was|looks|may unclear|incomplete|garbled|cut_off|ambiguous|to_be_cut_off|to_be_incomplete|empty|unreadable|be_incomplete|confusing|to_be_empty|nonsensical|to_be_garbled|too_vague|not_clear|vague",
                "what do|did|exactly|are|would you mean|referring_to|looking_for|like_me_to",
                "provide|give|need|share|with|without|have me? more|some|additional|any|enough|further|a_bit_more|a_little_more context|information|details|detail",
                "what|which|how would|do|exactly|language|version you like|want|are|need",
            ]),
    ]
}
