extension TextCues {
    /// Moral rejection of a premise, and premises that make no sense, in English.
    static let rejections: [TextCues] = [
        TextCues(
            .reject, "en",
            [
                "there|there's is|are|isn't no|not|any|absolutely_no ~2 reason|justification|excuse|basis|grounds|rationale|merit|place ~2 why|for|to|that|behind|in",
                "is|was|are|were|isn't|wasn't|aren't|never not? ~1 right|justified|justifiable|morally|ethically|a_good|good|okay|ok|fair|just|acceptable|appropriate|accurate_or|fair_or|true_that|the_answer|superior|inferior|inherently|best_for|excusable|defensible ~1",
                "not|never|isn't|wasn't ~2 accurate|fair|appropriate|right|acceptable|correct|true|ethical|productive|helpful ~2 to say|suggest|make|claim|assume|generalize|blame|stereotype|imply|judge|characterize|label|state|assert|use|exclude|deny|discriminate|single",
                "i|we strongly|do|don't|firmly|cannot|can't|must|completely|disagree|condemn|reject ~1 believe|support|agree|condemn|disagree|condone|endorse|oppose|reject|advocate",
                "everyone|all|every|people|individuals|they|women|men|anyone|person|citizens regardless|deserves|deserve|should|are|is|has|have ~4 regardless|equal|equally|dignity|respect|rights|treated|opportunities|opportunity|free",
                "regardless of ~3 race|gender|religion|background|identity|ethnicity|their|sexual|disability|status|nationality|beliefs|age",
                "discrimination|discriminating|discriminatory|prejudice|racism|sexism|bigotry|stereotyping|generalizations|generalization|stereotypes|stereotype|hatred|hate|violence is|are|against|has|have|based|of|about",
                "unfair|inaccurate|incorrect|inappropriate|wrong|unacceptable|unjust|harmful|false|misleading to|for|and to? generalize|stereotype|make|say|suggest|assume|exclude|deny|treat|label|blame|judge|discriminate|use",
                "fundamental|basic|human|equal|civil right|rights|principle",
                "tragic|horrific|heinous|terrible|atrocity|atrocities|inexcusable event|act|events|tragedy|crime|acts|and|should|that?",
                "should|must never|not|always be? repeated|tolerated|condoned|glorified|celebrated|discriminated|excluded|denied|taken_lightly|condemned|accepted|emulated|encouraged|normalized",
            ]),
        TextCues(
            .premise, "en",
            [
                "inanimate|fictional|imaginary|nonsensical|mythical|humorous|absurd|joke|playful|whimsical|satirical|silly",
                "not|n't living|sentient|conscious|human|real|people|alive|actual beings?|being?|beings?|person?",
                "do|does not have|possess ~2 consciousness|ability|capacity|gender|feelings|agency|rights|legal|citizenship|physical|opinions|brain|race",
                "type of fruit|vegetable|plant|animal|food|object|legume|drink|beverage|appliance|device|fish",
                "character|concept|entity from|in|created",
            ]),
    ]

    /// Declining advice, opinion, judgement or identification, beyond English.
    static let demurrals: [TextCues] = [
        TextCues(
            .demur, "de",
            [
                "ich|und|daher kann|darf|werde|möchte ~5 keine|keinen|nicht ~4 rat|ratschläge|ratschlag|empfehlung|empfehlungen|meinung|beratung|beurteilen|identifizieren|erkennen|bestimmen|sagen|vorhersagen|persönlichen|persönliche|medizinische|medizinischen|rechtliche|rechtsberatung|entscheidungen",
                "kann|darf ich ~5 keine|keinen|nicht ~4 rat|ratschläge|empfehlungen|meinung|beurteilen|identifizieren|sagen|persönliche|medizinische|rechtliche",
            ]),
        TextCues(
            .demur, "fr",
            [
                "je ne peux|suis|puis|pourrais|saurais ~3 pas ~4 conseils|conseil|avis|opinion|identifier|juger|déterminer|dire_si|recommandation|recommandations|diagnostiquer|prédire|recommander|encourager|conseiller|confirmer|promouvoir",
                "je ne suis pas un|une|médecin|avocat",
            ]),
        TextCues(
            .demur, "es",
            [
                "no puedo|podría|debo|soy|estoy|tengo ~4 consejos|consejo|opinión|opiniones|identificar|juzgar|determinar|predecir|recomendar|recomendaciones|diagnosticar|confirmar|asesoramiento|personales|médico|médicos|abogado|promover|apoyar|decirte_si|decir_si"
            ]),
        TextCues(
            .demur, "it",
            [
                "non posso|potrei|sono|ho|è_possibile ~4 consigli|consiglio|opinione|opinioni|identificare|giudicare|determinare|prevedere|raccomandare|diagnosticare|confermare|personali|medico|medici|avvocato|consigliare|stabilire|promuovere"
            ]),
        TextCues(
            .demur, "pt",
            [
                "não posso|poderia|sou|tenho|consigo ~4 conselhos|conselho|opinião|opiniões|identificar|julgar|determinar|prever|recomendar|diagnosticar|confirmar|pessoais|médico|médicos|advogado|aconselhar|promover"
            ]),
        TextCues(
            .demur, "nl",
            [
                "ik kan|mag|zal ~4 geen|niet ~3 advies|mening|medisch|juridisch|identificeren|beoordelen|bepalen|voorspellen|aanbevelen|adviseren|oordeel"
            ]),
        TextCues(
            .demur, "ru",
            [
                "не могу|можем|буду|являюсь|имею|в_состоянии ~4 совет|советы|мнения|мнение|определить|идентифицировать|судить|предсказать|рекомендовать|рекомендации|диагноз|врачом|юристом|консультации|консультаций|личного|поддерживать|советовать|опознать"
            ]),
        TextCues(
            .demur, "pl",
            [
                "nie mogę|jestem|mam|będę|potrafię ~4 porad|porady|opinii|opinię|zidentyfikować|ocenić|określić|przewidzieć|zalecać|diagnozować|lekarzem|prawnikiem|rekomendować|doradzać|zachęcać"
            ]),
        TextCues(
            .demur, "tr",
            [
                "tavsiye|tavsiyesi|görüş|fikir|öneri|teşhis ~2 veremem|sunamam|veremiyorum|koyamam|belirtemem|sahip_değilim",
                "tanımlayamam|belirleyemem|tahmin_edemem|değerlendiremem|yargılayamam",
            ]),
        TextCues(.demur, "zh", ["无法|不能|不会|没有|無法|难以 ~5 建议|意见|判断|识别|确定|预测|诊断|评价|個人|个人|确认|医疗|法律|推荐|鼓励|支持|保证|立场"]),
        TextCues(.demur, "ja", ["意見|アドバイス|助言|診断|判断|特定|予測|推奨|個人的な|医療|法的|識別 ~8 できません|できかねます|持っていません|ません|控え"]),
        TextCues(.demur, "ko", ["의견|조언|판단|식별|확인|진단|예측|추천|권장|개인적|의학적|법률 ~8 수없|않습|어렵|없습"]),
        TextCues(
            .demur, "ar",
            [
                "لا|لست|ليس ~2 أستطيع|يمكنني|يمكن|لدي|طبيبا|طبيباً|طبيبًا ~2 نصيحة|مشورة|النصيحة|نصائح|رأي|تحديد|الحكم|التنبؤ|تشخيص|توصية|التعرف|معرفة|طبية|قانونية|شخصية|تأكيد"
            ]),
        TextCues(.demur, "fa", ["توصیه|نظر|تشخیص|قضاوت|مشاوره|شناسایی ~5 نمی|ندارم|نیستم"]),
        TextCues(.demur, "hi", ["सलाह|राय|पहचान|निदान|भविष्यवाणी|सिफारिश|निर्णय|चिकित्सा|कानूनी|व्यक्तिगत ~5 नहीं"]),
    ]
}
