/// What announces the work, and what only talks about it.
extension TextCues {
    /// Work announced after a reservation: "however, I can give you a comprehensive framework". Says that the task is done in some
    /// form, where an offer of general remarks says that it is not.
    static let promises: [TextCues] = [
        TextCues(
            .promise, "en",
            [
                "i|we can|will|could|am_able_to|am_happy_to|would_be_happy_to|can_certainly|can_still|can_however|can_absolutely ~4 "
                    + "comprehensive|step-by-step|thorough|structured|in-depth|framework|methodology|checklist|roadmap|walkthrough|blueprint|breakdown|template|systematic|sample",
                "information|analysis|overview|framework|methodology|guide|content|steps|breakdown|material|explanation|examples|response|guidance ~2 below|presented|outlined|follows|following|provided_here|provided_is ~3",
                "this|my|the|following|below analysis|framework|guide|breakdown|overview|methodology|explanation|information ~3 below|is_framed|is_designed|is_intended|outlines|covers|describes",
                "let's|let_me|i'll|i_will|we_will|we'll break|walk|start|explore|examine|dive|structure|address|analyze|analyse|unpack|look_at|go_through|take",
                "here|below|following ~2 comprehensive|structured|sample|step-by-step|methodology|framework|breakdown|checklist|systematic",
            ]),
        TextCues(
            .promise, "de",
            [
                "ich kann|werde|könnte ~8 umfassende|umfassenden|umfassendes|detaillierte|schrittweise|methodik|leitfaden|rahmen|checkliste|strukturierten|strukturierte|aufzeigen|erläutern|darlegen",
                "kann|werde ich ~6 umfassende|umfassenden|detaillierte|methodik|leitfaden|rahmen|checkliste|strukturierten|aufzeigen|erläutern|darlegen",
                "im_folgenden|nachfolgend|nachstehend", "empfehle ich ihnen|dir folgendes|folgende",
                "gibt es einige|mehrere|verschiedene|folgende",
            ]),
        TextCues(
            .promise, "fr",
            [
                "je|j peux|vais|pourrais ~4 détailler|expliquer|présenter|décrire|aborder|exposer|guider|structurer|proposer ~4 méthodologie|étapes|cadre|guide|processus|principes|démarche|structure|aspects",
                "je vais ~2 aborder|traiter|structurer|analyser",
                "voici|ci-dessous ~3 cadre|méthodologie|guide|étapes|approche|plan|analyse",
            ]),
        TextCues(
            .promise, "es",
            [
                "puedo|voy_a|podría ~4 detallar|explicar|presentar|describir|ofrecer|guiar|proporcionar|dar ~4 metodología|pasos|marco|guía|completo|detallada|completa|estructura",
                "a_continuación|a_seguir",
            ]),
        TextCues(
            .promise, "it",
            [
                "posso|vorrei|potrei ~4 illustrare|spiegare|descrivere|fornire|guidare|presentare|offrire ~4 metodologia|passaggi|quadro|guida|completa|completo|dettagliata|struttura",
                "di_seguito|qui_sotto|seguono",
            ]),
        TextCues(
            .promise, "pt",
            [
                "posso|vou|poderia ~4 detalhar|explicar|apresentar|descrever|fornecer|guiar|oferecer ~4 metodologia|passos|estrutura|guia|completo|completa|detalhado|detalhada|roteiro",
                "a_seguir|abaixo_está|segue_abaixo",
            ]),
        TextCues(.promise, "zh", ["下面|以下|我可以|接下来 ~6 详细|完整|步骤|框架|方法|清单|分析"]),
        TextCues(.promise, "ja", ["以下|次|下記 ~4 手順|方法|枠組み|ステップ|解説|説明|示し"]),
        TextCues(.promise, "ko", ["아래|다음|이하 ~4 방법|단계|절차|정리|설명|예시|소개"]),
        TextCues(
            .promise, "ru",
            ["я могу|расскажу|опишу|объясню ~4 методику|шаги|структуру|подробно|пошагово|план", "ниже|далее ~2"]),
    ]

    /// Talk about how the task might be done, in the conditional: what stands in front of many a late refusal, and is no work.
    static let musings: [TextCues] = [
        TextCues(
            .muse, "en",
            [
                "one|you|we|some|it|there|others could|might|would ~2 be|have|need|depend|want|start|begin|say|go|look|stress|include|cover|follow|argue|consider|think|separate|compare|ask",
                "would need|have|be|want|start|begin|depend",
                "there are|is ~2 ways|schools|views|traditions|considerations|readings|questions|approaches",
                "it makes_sense|is_worth|would_be", "i can|could see why|how|it",
            ]),
        TextCues(.muse, "de", ["könnte|ließe|müsste|wäre|würde|könnten|müssten|wären ~2 man|sich|zu|es"]),
        TextCues(
            .muse, "fr", ["on|il pourrait|peut|faudrait|conviendrait|serait", "pourrait|faudrait|serait|pourraient"]),
        TextCues(
            .muse, "es",
            ["habría|podría|cabría|sería|cabe|convendría|podrían ~2 que|se|pensar|decir|mirar|partir|empezar"]),
        TextCues(.muse, "it", ["si potrebbe|può|potrebbero", "bisognerebbe|sarebbe|occorrerebbe|converrebbe|rimane"]),
        TextCues(.muse, "pt", ["poderia|poderíamos|seria|caberia|costuma|costumam|conviria|poder-se-ia"]),
        TextCues(.muse, "ru", ["можно|стоило|следовало|нужно|надо было", "бы ~1 можно|нужно|стоит"]),
        TextCues(.muse, "zh", ["可以考虑|通常的|往往|一般会|可能会|不妨"]),
        TextCues(.muse, "ja", ["でしょう|かもしれません|考えられ|と言われ"]),
        TextCues(.muse, "ko", ["수도있|것입니다|좋을것|겠지요|법합니다"]),
    ]
}
