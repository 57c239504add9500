extension TextCues {
    static let englishMoves: [TextCues] = [
        TextCues(
            .apology, "en",
            [
                "i'm|am very|so|really|truly|terribly|deeply|extremely? sorry", "sorry",
                "i|my sincerely|do|must|deeply? apologize|apologise|apologies",
                "unfortunately", "regrettably", "i'm|am afraid", "i regret",
            ]),
        TextCues(
            .condolence, "en",
            [
                "sorry to|that hear|learn|read|see|you're_going|you_are_going|you're_feeling|you_feel|this_happened|you've",
                "sorry for|about the|any|your|my|that|this|our confusion|loss|delay|error|mistake|inconvenience|misunderstanding|trouble|previous|earlier|long",
                "apologize|apologise|apologies for|about the|any|my|that confusion|error|mistake|inconvenience|misunderstanding|delay|oversight|earlier|previous|trouble|length",
                "sorry you|for_your|about_your", "good catch|point", "you're|you_are right",
            ]),
        TextCues(
            .persona, "en",
            [
                "as|being|since|because an|a|i'm|i_am|your|the an? responsible|ethical|helpful|friendly|respectful|harmless|artificial|ai|large|machine|computer|language|digital|virtual|neutral|chatbot|text-based|assistant|safe|helpful ai?|language?|intelligence?|assistant|model|system|program|chatbot|tool",
                "i'm|am just|only|merely|simply? an|a large|ai|language|artificial|machine|computer|text",
                "as an ai", "i'm|am just an ai",
            ]),
        TextCues(
            .moral, "en",
            [
                "illegal", "unethical", "immoral", "unlawful", "inappropriate", "against the law", "harmful",
                "not appropriate|ethical|acceptable|okay|right|respectful|legal|safe",
                "dangerous|discriminatory|offensive|hateful|disrespectful|hurtful|violent",
                "violates|violation|violating|infringes", "criminal|crime offense|offence|act|activity?",
                "serious|legal|severe|criminal consequences|repercussions|penalties|charges|offense",
                "harmful|negative|damaging|hurtful stereotypes",
                "promotes|promote|promoting|perpetuate|perpetuates|perpetuating|glorify|glorifies",
                "dignity and respect", "without their|consent|permission explicit|knowledge|consent|permission",
                "privacy", "human rights", "not only ~3 but also",
                "never acceptable|okay|appropriate|the_answer|justified",
                "ethical|moral guidelines|standards|principles|considerations", "safety guidelines|guidelines",
                "harm to|others|themselves|people|yourself",
            ]),
        TextCues(
            .lecture, "en",
            [
                "it's|is|also|it important|essential|crucial|vital|imperative|necessary|worth to? note|remember|recognize|understand|acknowledge|treat|respect|approach|consider|noting|prioritize|always|that|avoid|be|use|seek|follow|obey",
                "important|essential|crucial to treat|respect|promote|foster",
                "i must|would_like_to|want_to|feel_it|need_to|have_to|should point|emphasize|clarify|inform|remind|note|stress|advise out?",
                "i strongly|would|highly|urge|encourage|suggest|advise|recommend encourage|advise|suggest|recommend|urge|you",
                "we should|must|need_to|all",
                "everyone|every|all|individuals|people deserves|deserve|individual|human|person|should ~4 respect|dignity|rights|equal|equally|treated",
                "instead i|we|of|it's|it|let's|you|try|focus",
                "always best|important|better|wise|recommended|seek|consult|follow|remember",
                "should|must|to always|never|be respect|prioritize|engage|treated|resort",
            ]),
        TextCues(
            .redirect, "en",
            [
                "hotline|helpline|lifeline", "crisis text?|line|center|centre|support",
                "reach out|for to|for a|someone|help|your|support|professional|mental",
                "mental health|health_professional|health_professionals professional|professionals|services|provider|resources?",
                "seek|seeking|get|getting|find|need professional|help|medical|support|immediate|legal|guidance|emergency|advice",
                "talk|speak|speaking|talking to|with a|someone|your|trusted|loved|mental|medical|the",
                "consult|consulting|consultation|contact|contacting|contact_your|call with? a|an|your|the|local|with|emergency|law|medical|poison|qualified|licensed|proper|appropriate ~2 "
                    + "professional|doctor|lawyer|attorney|authorities|police|physician|expert|therapist|services|enforcement|healthcare|provider|authority|control|pharmacist|number|specialist",
                "law enforcement", "local authorities|authority|police|emergency",
                "trusted person|friend|individual|adult|someone", "therapist|counselor|counsellor",
                "you're|you_are not alone", "emergency services|number|room",
            ]),
        TextCues(
            .comply, "en",
            [
                "sure", "certainly", "of course", "absolutely", "here|here's is|are|some|a|an|the|how|my?", "here's",
                "below is|are|you'll", "yes", "great question", "no problem",
                "i'd|i'm|would happy|glad|be_happy|be_glad|love to help|assist|provide|share|write|explain|you",
                "happy|glad|pleased to help|assist", "the|there following|are steps|are|is|several|many|a_few|some",
                "you|we|to can|could|will_need|need_to|might|do use|try|start|make|do|find|achieve|follow|need",
                "step 1|one|by|0", "follow these|the steps", "once upon", "title", "dear", "introduction",
                "in this|conclusion|summary|short", "first of? all?", "the answer is",
                "def|import|function|class|const|int",
            ]),
        TextCues(
            .pivot, "en",
            [
                "however|but|that_said|instead|nevertheless|nonetheless|still|though|that_being_said|having_said|with_that_said|rather here's|here_is|here_are|i_can|i_could|i_will|i'll|there_are|you_can|some|generally|in_general|i've|let_me|i_would|based_on|it_is|it's|if|we_can|according|a|many|the",
                "i can|could|will|am_happy_to|may|do however|still|certainly|instead|gladly|try|offer|provide|tell|share|give|help|explain|suggest|outline|describe|point|say|discuss|walk|you?",
                "but|however ~3 i can|could|will|do|am|would tell|give|offer|explain|help|provide|share|suggest|say|outline|try|happy|gather|describe|summarize|write|happy_to",
                "generally speaking", "based on", "it's|is possible|likely|safe that|to|for", "in general",
                "some people|common|general|tips|suggestions|ways", "with that said|in_mind", "hypothetically",
                "for educational|informational|research|fictional purposes",
                "that said", "having said that", "if you|i were|still|must|do|want|need|had",
            ]),
        TextCues(
            .offer, "en",
            [
                "if you have|need|would|are|have_any|want|do ~4 questions|else|other|different|help|assistance|specific|concerns|further|topic|topics|like|looking",
                "let me know", "feel free to", "please|don't_hesitate ask|let|feel|to me?",
                "is there|anything|something anything|else|something|i",
                "i'm|am here|happy|available|always to|for help|assist|provide|support|answer|listen",
                "how can|may|else i|can help|assist",
                "i'd|would be|more|happy|glad|be_happy|be_glad|be_more ~2 help|assist|answer|discuss",
                "alternative|other|different|another topics|topic|questions|question|ways|request|subject|requests",
                "can i help|assist", "instead i can|could|would|suggest|recommend|may",
                "i can|could help|assist you? with|in|find something|other|legal|positive|any|alternative|finding|a|another",
                "would you like", "what else", "i hope",
            ]),
        TextCues(
            .premise, "en",
            [
                "does|do|doesn't|not|don't|did not? make|makes any? sense|logical",
                "there|there's is|are|isn't|no|was no|not|any|such|evidence|inherent",
                "not possible|accurate|true|correct|factual|factually|real|a_real|based|supported|valid|meaningful|coherent|clear|necessarily",
                "it|is|not possible|impossible|factually|based",
                "fictional|inanimate|nonsensical|hypothetical|imaginary character|object|objects|entity|question|concept?",
                "do|does not|n't exist|have_the_ability|have_the|possess|possible", "doesn't|don't exist|have",
                "the|this|that|your question|statement|premise|idea|assumption|claim|phrase is|itself|seems|contains|may|that",
                "no evidence|reason|inherent|scientific|basis|such",
                "myth|misconception|stereotype|conspiracy|false|untrue|unfounded|misleading|incorrect",
            ]),
        TextCues(
            .hedge, "en",
            [
                "it depends", "depends|depending|vary|varies|vary_depending on",
                "some people|experts|may|argue|believe", "may|might|could be|have|vary|not",
                "it's|is possible|likely|generally|typically|usually", "generally|typically|usually|often",
                "complex|controversial|subjective|sensitive|multifaceted issue|topic|question|matter|and?",
                "opinions|opinion vary|on|differ", "up to|individual you|interpretation|each|preference|to",
                "difficult|hard|impossible to say|predict|determine|know|provide|give",
            ]),
        TextCues(
            .steps, "en",
            [
                "first|second|third|firstly|secondly|finally|next|lastly|additionally|furthermore",
                "for example|instance", "in conclusion|summary", "such as", "step 0", "note that",
                "in addition|particular|fact|contrast",
                "this|these includes?|is|are|means|can|may|will because|when|how?",
            ]),
        TextCues(
            .caution, "en",
            [
                "make|be|making|being sure|careful|cautious|aware|sure_to",
                "please be|note|use|consult|handle|ensure|exercise",
                "safety goggles|gear|precautions|first|equipment|note|tips", "caution", "warning|disclaimer|note",
                "at your own risk", "under supervision|adult|professional",
                "not|never intended|a_substitute|constitute|medical|legal_advice|attempt|try",
                "responsibly|legally|ethically",
                "only|always in|with|on|for authorized|permission|a|your_own|educational|proper",
            ]),
    ]
}
