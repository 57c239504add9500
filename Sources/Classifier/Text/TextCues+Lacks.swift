/// Questions back and lacks in broad form, in ten languages.
extension TextCues {
    /// Asks for what is missing before the work begins, beyond the attachments that the older patterns know.
    static let questionsFirst: [TextCues] = [
        TextCues(
            .clarify, "en",
            [
                "before i|we|starting|drafting ~1 start|begin|draft|go|dive|answer|write|do|get|build|proceed|run|compute|give|commit",
                "need|needed ~4 first",
                "missing ~2 few|some|two|three|facts|details|information|piece|part|bit",
                "tell me which|what|whether|how|who|when|where|your|more|about",
                "didn't|hasn't|did_not|not|never come|arrive|make|arrived|came|reached ~1 through|with|it|here|me",
                "that's_as_far_as|that_is_as_far_as|as_far_as i",
                "just|only an|a empty|blank",
                "quick|two|three|few|one|some|couple ~1 question|questions|things|check ~2 first|before|to|that|decide|so|up_front",
                "isn't|is_not|aren't here|visible_to_me|in_your_message|in_the_message",
                "got|have|received ~2 message|question ~4 but_not|but_neither|but_no|without",
                "reply with ~3",
            ]),
        TextCues(
            .clarify, "de",
            [
                "bevor ich|wir ~3 anfange|anfangen|beginne|beginnen|loslege|loslegen|schreibe|entwerfe|antworte|rechne",
                "nicht angekommen|dabei|angehängt|mitgeschickt|beigefügt|durchgekommen|mitgekommen|vollständig",
                "können|könnten|kannst|könntest sie|du|ihr ~6 einfügen|schicken|senden|nachreichen|hochladen|nennen|teilen|angeben|sagen",
                "brauche|bräuchte|benötige ~2 noch|zuerst|erst|vorher|zunächst|dafür",
                "bitte ~8 nennen|angeben|schicken|senden|einfügen|mitteilen|hochladen|präzisieren",
                "um welche|welchen|welches|welcher|was ~3 handelt|geht|meinen",
                "ihre|deine nachricht ~2 endet|bricht|ist",
            ]),
        TextCues(
            .clarify, "fr",
            [
                "avant de|que|d ~2 commencer|rédiger|lancer|m'y_mettre",
                "n'est|n'a|ne_sont|ne_vois ~1 pas ~2 arrivé|arrivée|joint|jointe|parvenu|parvenue|transmis|pièce",
                "collez|envoyez|précisez|indiquez|joignez|partagez|dites-moi|renvoyez",
                "il_me_faut|j'ai_besoin|il_me_faudrait|il_me_manque|j'aurais_besoin",
                "pouvez-vous|pourriez-vous|peux-tu ~3 coller|envoyer|préciser|joindre|indiquer|partager|confirmer|renvoyer",
            ]),
        TextCues(
            .clarify, "es",
            [
                "antes de ~1 empezar|comenzar|redactar|responder|nada",
                "no ~3 adjunto|llegado|llegó|recibido|aparece|veo|viene",
                "pega|pegue|envía|envíe|envíame|indícame|indique|dime|dígame|adjunta|adjunte|comparte|precisa|péguelo|pégalo",
                "necesito|necesitaría|me_falta|me_faltan ~2 saber|que|unos|dos|tres|algunos",
                "puede|puedes|podría|podrías ~2 pegar|enviar|enviarme|indicar|indicarme|confirmar|adjuntar|decirme",
            ]),
        TextCues(
            .clarify, "it",
            [
                "prima di|che ~1 iniziare|cominciare|scrivere|rispondere",
                "non ~3 arrivato|arrivata|allegato|allegata|ricevuto|vedo|trovo|pervenuto",
                "incolli|invii|indichi|mandi|dica|alleghi|mandami|incolla|dimmi|precisi|incollare",
                "mi_serve|mi_servono|ho_bisogno|avrei_bisogno|mi_manca|mi_mancano",
            ]),
        TextCues(
            .clarify, "pt",
            [
                "antes de ~1 começar|escrever|responder|avançar", "para começar|avançar|responder preciso",
                "não ~3 veio|chegou|anexo|recebi|vejo|anexado|anexada",
                "cole|envie|indique|informe|anexe|diga-me|compartilhe|partilhe|confirme|reenvie",
                "preciso|precisaria|falta|faltam ~2 saber|dois|três|alguns|algumas",
            ]),
        TextCues(
            .clarify, "ru",
            [
                "прежде чем",
                "нет|не ~3 вложения|файла|вижу|дошёл|дошел|прикрепился|приложен|пришёл|дошла|дошло|сообщении",
                "пришлите|укажите|уточните|подскажите|скопируйте|вставьте|прикрепите|сообщите|выпишите|скажите|уточнить|пришлёте",
                "нужно|нужны|понадобится|понадобятся|хватает ~3 знать|данные|уточнить|информации|файл|сведения",
            ]),
        TextCues(
            .clarify, "zh",
            [
                "请|麻烦|劳烦 ~4 粘贴|发送|上传|告知|说明|补充|贴|发我|指明|告诉|确认", "先 ~4 确认|问|请教|了解|说清", "没有|未|没|尚未 ~4 收到|看到|附上|上传|附件|传上来",
                "请问", "是 哪 一 ~3", "您|你 回复|确认|告诉|补充 ~4 后|我",
            ]),
        TextCues(
            .clarify, "ja",
            [
                "届いて|添付されて|見当たり|受け取れて|表示されて ~3 ない|ません|おりません|いない", "お知らせ|貼って|貼り付けて|入力して|もう一度|再送 ~6 ください|いただけ|ますか|いただく",
                "始める|作成する|お答えする|取りかかる ~1 前に|まえに", "届きしだい|届き次第|いただければ|いただけましたら",
            ]),
        TextCues(
            .clarify, "ko",
            [
                "여쭤|여쭙|확인할게|알려주시면|보내주시면|붙여주시면|말씀해주시면", "시작하기|작성하기|답하기|들어가기 ~1 전에", "첨부|파일|자료|사진|도착 ~6 없|보이지|않았|확인되지",
                "어느|어떤|몇 ~8 인가요|였나요|건가요|신가요|나요",
            ]),
    ]

    /// Lacks a tool, data, memory or knowledge of the thing, beyond the patterns of `tool` and `missing`.
    static let lacks: [TextCues] = [
        TextCues(
            .lack, "en",
            [
                "no|not|nothing|none|never|isn't|aren't|without|don't|can't|cannot ~6 connected|mounted|attached|installed|reachable|connects|configured|enabled|loaded|from_here|in_this_session|in_this_chat|in_this_environment|in_my_workspace|to_this_chat",
                "out of my_reach|reach",
                "don't|no|not|without|lack|have_no ~2 way_of|way_to|means_of|means_to|record|memory|idea|knowledge_of|trace|copy|live|real-time|view_of",
                "haven't|never|not|don't|can't ~2 come_across|heard|familiar|aware|recognise|recognize|seen ~4 called|named|by|of|a|the",
                "starts_from_scratch|starts_fresh|start_from_scratch|made_up|make_up|invent|guess|guessing|fabricate",
                "failed|stopped|error|errored ~3 before|at|because|step|not|no",
                "read-only|no_such|not_found|timed_out|unavailable|unreachable|does_not_exist|doesn't_exist",
            ]),
        TextCues(
            .lack, "de",
            [
                "kein|keine|keinen|nicht|nichts ~5 zugriff|verbindung|werkzeug|verbunden|angeschlossen|internet|gedächtnis|echtzeit|aktuellen|live|zugang|bekannt|erreichbar|installiert",
                "kenne|finde|weiß|sagt ich|mir ~3 nicht|keine|kein|nichts",
            ]),
        TextCues(
            .lack, "fr",
            [
                "pas|aucun|aucune|ni|n'ai ~4 accès|connexion|outil|interpréteur|internet|temps_réel|mémoire|connecté|connectée|navigateur|connaissance|trace",
                "ne|n connais|trouve|vois pas",
            ]),
        TextCues(
            .lack, "es",
            [
                "no|ningún|ninguna|sin ~5 acceso|conexión|herramienta|conectada|conectado|internet|tiempo_real|memoria|registro|constancia|conozco|encuentro"
            ]),
        TextCues(
            .lack, "it",
            [
                "non|nessun|nessuna|senza ~5 accesso|connessione|strumento|collegato|collegata|internet|tempo_reale|memoria|traccia|conosco|risulta"
            ]),
        TextCues(
            .lack, "pt",
            [
                "não|nenhum|nenhuma|sem ~5 acesso|conexão|ligação|ferramenta|conectado|conectada|internet|tempo_real|memória|registo|registro|conheço|encontrei"
            ]),
        TextCues(
            .lack, "ru",
            [
                "нет|не ~4 доступа|подключения|инструмента|интернета|реального|памяти|подключён|подключен|данных|знаю|известно|нашёл|нашел|сведений"
            ]),
        TextCues(.lack, "zh", ["没有|无法|看不到|查不到|不能|未 ~6 实时|联网|访问|工具|连接|记忆|记录|接入|数据|查到|听说|了解"]),
        TextCues(.lack, "ja", ["アクセス|接続|ツール|検索|リアルタイム|記憶|履歴|最新|環境|データ ~8 ません|ない|できず|使えない|持って"]),
        TextCues(.lack, "ko", ["접근|연결|도구|실시간|기억|기록|인터넷|정보|조회|접속|자료 ~8 없|않|못|불가"]),
    ]

    /// What was meant to be seen and is not there, and what changes by the day.
    static let outOfSight: [TextCues] = [
        TextCues(
            .missing, "en",
            [
                "no|any|not_an|not_a ~1 attachment|attachments|file|files|image|images|screenshot|document|picture|photo ~2 here|attached|included|uploaded|visible|came|arrived|in_this"
            ]),
        TextCues(
            .tool, "en",
            [
                "can't|cannot|can_not|don't|do_not|unable_to|no ~3 access|have|retrieve|fetch|look_up|check|get|see ~3 current|live|today's|latest|real-time|up-to-date|this_week's ~1 price|prices|news|weather|data|rates|rate|scores|results|traffic|values|figures"
            ]),
        TextCues(
            .missing, "de",
            [
                "sehe|finde|erkenne|habe ~2 keine|keinen|kein ~2 datei|dateien|anhang|anhänge|bild|bilder|code|text|protokoll|dokument|foto|tabelle"
            ]),
        TextCues(
            .tool, "de",
            [
                "aktuelle|aktuellen|heutige|heutigen ~1 kurse|preise|nachrichten|daten|wetterdaten|werte|zahlen ~4 nicht|keine",
                "keine ~2 aktuellen|heutigen ~1 kurse|preise|nachrichten|daten|wetterdaten|werte|zahlen",
            ]),
        TextCues(
            .missing, "zh", ["看不到|看不见|没看到|没有看到|未看到|没收到|没有收到 ~4 文件|附件|图片|代码|文档|截图|日志|图像"]),
        TextCues(
            .missing, "ja",
            ["添付|ファイル|画像|コード|文書|書類|資料 ~6 見えません|見えない|見ることができません|確認できません|届きません"]),
        TextCues(.tool, "ja", ["現在|最新|リアルタイム|今日 ~8 取得できません|確認できません|アクセスできません|調べられません"]),
    ]
}
