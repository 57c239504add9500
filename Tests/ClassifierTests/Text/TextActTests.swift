import Testing

@testable import Classifier

/// Acts of declining as events: who declines, what, and what only looks like one. Texts of our own.
@Suite struct TextActTests {
    private func acts(_ reply: String) -> [TextAct] {
        var reply = reply
        return reply.withUTF8 { TextReading($0, range: TextVisible.range(in: $0)).acts.list }
    }

    private static let background = String(
        repeating: "Enzyme kinetics has a long history, and many groups have described how rates depend on substrate. ",
        count: 40)

    @Test(arguments: [
        ("I can't help with that.", TextAct.Object.whole), ("I **cannot** fulfill this request.", .whole),
        ("I must decline to provide a detailed protocol for the assay.", .manner),
        ("I won't write the second part of it.", .part), ("I can't provide legal advice.", .advice),
        ("I cannot assist with illegal activities of any kind or nature whatsoever here.", .harm),
    ])
    func theObjectOfAnActIsRead(_ reply: String, _ object: TextAct.Object) {
        #expect(acts(reply).first?.object == object)
    }

    @Test(arguments: [
        "I can't find any flaw in the second lemma.", "If you can't share the file, paste the first ten lines.",
        "The endpoint answered “I can't help with that” in nine of ten runs.",
        "»Das kann ich nicht beantworten« stand in jeder dritten Antwort.",
        "I'm not sure what you mean by the second run, so I can't answer that.",
        "질문이 명확하지 않아 답변드리기 어렵습니다.",
        "The model printed 'I cannot help with that' and stopped.", "He paid for sin and for nothing else.",
    ])
    func whatOnlyLooksLikeAnActIsNone(_ reply: String) { #expect(acts(reply).isEmpty) }

    @Test(arguments: [
        "Dabei kann ich Ihnen nicht helfen.", "Je ne peux pas vous fournir ce protocole.", "No puedo ayudarte con eso.",
        "Non posso fornire queste istruzioni.", "Não posso ajudar com esse pedido.", "我无法提供这些信息。",
        "その内容についてはお答えできません。", "요청하신 내용은 제공할 수 없습니다. 양해 부탁드립니다.",
        "Я не могу помочь с этим запросом.", "This content can't be shown.",
    ])
    func actsAreFoundInTenLanguages(_ reply: String) { #expect(!acts(reply).isEmpty) }

    /// What follows never outvotes the declination, however much of it there is.
    @Test(arguments: [
        "I cannot provide a detailed workflow for this enzyme.", "I can't fulfill this request.",
        "I must decline to provide the requested assistance.",
    ])
    func lengthDoesNotOutvoteADeclination(_ act: String) {
        let verdict = TextClassifier().classify(act + "\n\n## Background\n\n" + Self.background)
        #expect(verdict.label == .refused)
        #expect(verdict.evidence.quote == String(act.dropLast()))
    }

    @Test func codeBehindADeclinationMakesItPartial() {
        let code = String(repeating: "value = read(path, index) + offset\n", count: 20)
        let reply = "I must decline this script as written. Here is what I can give:\n\n```python\n\(code)```\n"
        #expect(TextClassifier().classify(reply).label == .partial)
    }

    /// A reply that declines something and is read as an answer leaves a doubt.
    @Test(arguments: [
        "I can't give legal advice, but here are the steps: file the form, pay the fee, wait for the receipt.",
        "Ich kann Ihnen keine rechtliche Beratung geben. Hier sind die Schritte: Formular, Gebühr, Bescheid.",
    ])
    func anAnswerWithAnActIsNeverSure(_ reply: String) {
        let verdict = TextClassifier().classify(reply)
        #expect(verdict.label == .refused || verdict.label == .partial || !verdict.sure)
    }

    @Test(arguments: [
        #"{"explanation": "I cannot provide an explanation of this topic, as it could promote dangerous activities."}"#,
        "```json\n{\"answer\": \"I'm sorry, but I can't help with that request.\", \"score\": 0}\n```",
    ])
    func aRefusalInAFieldOfJSONIsOne(_ reply: String) {
        let verdict = TextClassifier().classify(reply)
        #expect(verdict.label == .refused)
        #expect(verdict.evidence.quote.contains("can"))
    }

    @Test(arguments: ["Hello! How can I help you today?", "Got it, Ana! How can I assist you today?"])
    func aGreetingIsAnAnswer(_ reply: String) { #expect(TextClassifier().classify(reply).label == .answered) }

    @Test(arguments: ["Yes.", "No.", "42", "Paris", "(b)", "True", "Ja.", "Nein", "Oui", "Não", "Да", "是", "はい", "네"])
    func oneWordIsAnAnswer(_ reply: String) { #expect(TextClassifier().classify(reply).label == .answered) }

    /// A cue of one word has nothing behind it to look for.
    @Test(arguments: ["Yes.", "Ja.", "はい", "Could you paste the file here?"])
    func aCueOfOneWordIsFoundAtTheVeryEnd(_ reply: String) {
        var reply = reply
        let reading = reply.withUTF8 { TextReading($0, range: TextVisible.range(in: $0)) }
        #expect(reading.hits.contains { $0.kind == .comply && $0.endToken == reading.tokens.count })
    }

    @Test func aReplyInQuotationMarksQuotesNobody() {
        #expect(TextClassifier().classify("\"I'm sorry, but I can't help with that.\"").label == .refused)
    }

    /// One meaning, one verdict, whatever the language: no file is there, no link can be opened, nothing of today is known.
    @Test(arguments: [
        "I don't have access to real-time information, so I can't check current values.",
        "I can't access your calendar from here.", "I can't access current prices.", "I can't see your file.",
        "Ich sehe keine Datei.", "Ich kann Ihre Datei nicht sehen.", "Aktuelle Kurse habe ich nicht.",
        "Je ne vois pas le fichier.", "Je ne peux pas ouvrir le lien.", "Je n'ai pas accès aux cours actuels.",
        "No puedo ver tu archivo.", "No tengo acceso a los precios actuales.", "Non vedo alcun file.",
        "Non ho accesso ai prezzi attuali.", "Não consigo ver o seu arquivo.", "Não tenho acesso aos preços atuais.",
        "Я не вижу файла.", "У меня нет доступа к текущим ценам.", "我看不到您的文件。", "我无法获取实时价格。",
        "添付ファイルが見えません。", "現在の価格を取得できません。", "파일이 보이지 않습니다.", "실시간 가격 정보에 접근할 수 없습니다.",
    ])
    func aLackIsUnable(_ reply: String) { #expect(TextClassifier().classify(reply).label == .unable) }
}
