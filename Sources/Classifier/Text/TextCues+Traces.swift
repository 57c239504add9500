/// Traces of declining, broad on purpose: a negation with a verb of service in any form, "declined", "not my role", "sit
/// this one out". No acts: what they weigh depends on where they stand and on what the rest of the reply does.
extension TextCues {
    static let traces: [TextCues] = [
        TextCues(
            .balk, "en",
            [
                "not|no|neither|nor|never|won't|aren't|isn't|can't|cannot|don't|doesn't|hasn't|haven't|wasn't|without ~8 "
                    + "supplied|provided|produced|given|offered|drafted|drawn_up|prepared|discussed|answered|processed|supported|fulfilled|carried_out|"
                    + "compiled|issued|continued|handled|accommodated|permitted|undertaken|attempted|following|forthcoming",
                "declined|refused|denied|withheld|restricted|prohibited|forbidden|disallowed|off-limits|out_of_scope|unsupported|out_of_bounds|ineligible",
                "outcome|decision|status|result|answer|verdict|disposition|resolution ~2 declined|denied|refused|no|not|rejected|withheld|none|blocked|unable|negative",
                "sit|sitting|sits|bow|bowing|opt|opting|opted|keep|keeping|kept|leave|leaving|left ~2 out|aside|unanswered|unwritten|alone|it_there|it_at_that|that_to|that_with|this_to|this_with|it_to|it_with|those_to|with_you|blank",
                "stop|stopping|stopped|draw|drawing|end|pause|halt ~2 short|here|there|the_line|a_line",
                "hold|holding|held|keep|keeping|kept|pull|stand|stay|steer|step|stepping ~2 back|off|away|clear|aside|down|from_this",
                "rather|prefer|preferred|prefers|choose|choosing|chosen|chose|elect|opted|decided|inclined ~2 not|leave|to_leave|skip|stay|to_stay|avoid|to_avoid|keep|to_keep|pass|to_pass|stop|to_stop|against",
                "not|isn't|n't|never|hardly ~2 my|our|for_me|mine|ours ~1 role|place|job|remit|call|part|business|task|lane|territory|scope|to_give|to_write",
                "not|n't|am|i'm|feel ~2 comfortable|willing|prepared|inclined|ready|keen|uneasy|uncomfortable|reluctant",
                "answer|reply|response|request|this|it|me ~3 is_no|a_no|be_no|remains_no|stays_no|is_a_no",
                "won't|not|no|nothing ~3 go|going|get|come|coming|venture|any ~1 further|beyond|near|there|into_it|ahead",
                "pass|passing|skip|skipping|decline|declining|refuse|refusing|abstain|abstaining|refrain|refraining|recuse ~1",
                "guidelines|policy|policies|rules|terms|settings|deployment|guardrails|safeguards|restrictions|provider|operator ~10 "
                    + "not|avoid|caution|leave|alone|forbid|exclude|excludes|limit|limits|cannot|don't|no|off",
            ]),
        TextCues(
            .balk, "de",
            [
                "nicht|kein|keine|keinen|keiner|weder|nie|niemals ~8 vorgesehen|unterstützt|bereitgestellt|erstellt|verfasst|geschrieben|beantwortet|bearbeitet|geliefert|"
                    + "angeboten|möglich|verfügbar|erlaubt|gestattet|zulässig|abgegeben|ausgegeben|gegeben|behandelt|ausgewertet|erteilt|geleistet|angefertigt|erbracht|durchgeführt|vorgenommen",
                "abgelehnt|verweigert|untersagt|ausgeschlossen|abgebrochen|gesperrt|eingeschränkt|zurückgehalten|ausgespart|weggelassen|ausgelassen|vorenthalten|entfällt|ablehnen|verzichte|enthalte",
                "sehe|nehme|lasse|halte|trete|lehne|passe|bleibe|klammere|spare|belasse|höre ich|es ~8 ab|abstand|davon|weg|aus|zurück|darauf|mich|raus|heraus|beiseite|hier|dabei|auf",
                "von|seitens mir|meiner ~3 keine|kein|keinen|nicht|nichts|weder|nein",
                "ich ~2 nicht|kein|keine|keinen|nichts|weder|lieber_nicht",
                "antwort|bescheid|ergebnis|entscheidung|status|rückmeldung ~3 nein|abgelehnt|nicht|negativ",
                "nicht ~2 meine|unsere|mein ~1 aufgabe|rolle|sache|bereich",
                "überlasse|überlassen|überlass ~3 ich|ihnen|dir|anderen|fachleuten",
                "richtlinien|regeln|vorgaben|sicherheitsvorgaben|nutzungsregeln|grundsätze ~8 nicht|kein|keine|keinen|ausgeschlossen|außen",
                "muss ~4 passen|enttäuschen|nein_sagen|aussteigen",
            ]),
        TextCues(
            .balk, "fr",
            [
                "ne|n|pas|aucun|aucune|ni|sans ~6 fourni|fournie|fournies|fournis|pris_en_charge|prise_en_charge|prises_en_charge|proposé|proposée|rédigé|rédigée|rédigés|traité|traitée|traitées|donné|donnée|"
                    + "possible|autorisé|autorisée|prévu|prévue|disponible|produit|produite|communiqué|communiquée|établi|assuré|assurée|relève|effectué|effectuée|délivré",
                "refusé|refusée|refus|décliné|déclinée|exclu|exclue|exclus|restreint|restreinte|omis|omise|suspendu|écarté|écartée|décline|refuse|renonce|hors_périmètre",
                "préfère|préférerais|vais|choisis|dois|souhaite|entends ~3 m'abstenir|ne_pas|renoncer|laisser|décliner|passer|m'arrêter|s'abstenir|refuser|en_rester|m'en_tenir",
                "ce|sera|c'est|réponse|est|décision ~2 non|négative",
                "pas|ni|n'est|n'entre ~3 mon|mes|notre|ma|nos rôle|attributions|ressort|périmètre|mission|fonctions|missions",
                "je ~1 ne|n ~4 pas|rien|aucun|aucune|plus|point|guère|ni",
                "m'abstiens|m'arrête|m'en_tiens|laisse|arrête|abstiens ~2 là|ici|de|volontairement|à",
                "consignes|règles|directives|politique|conditions|charte|cadre ~8 pas|exclut|exclue|exclues|interdit|interdisent|ne",
            ]),
        TextCues(
            .balk, "es",
            [
                "no|ni|ningún|ninguna|tampoco|sin ~6 procesada|procesado|atendida|atendido|permitido|permitida|disponible|admitida|contemplada|contempla|redactado|redactada|elaborado|elaborada|entregado|facilitado|facilitada|"
                    + "facilitan|ofrecen|ofrece|proporciona|proporcionan|realiza|realizan|prestan|presta|elabora|elaboran|redacta|redactan|corresponde|pronunciarme|incluyo|doy|daré|haré|escribiré|escribo|redacto|redactaré|preparo|entro|participo|analizo|trato|voy_a|debo|puedo",
                "opto|prefiero|elijo|decido|debo|toca|he_decidido|he_optado ~2 por_no|no|abstenerme|dejar|dejarlo|declinar|omitir|rehusar|parar|evitar",
                "rechazada|rechazado|denegada|denegado|restringida|restringido|bloqueada|bloqueado|excluida|excluido|abstengo|declino|niego|rechazo|omito|renuncio|desisto|me_detengo|me_quedo_aquí",
                "respuesta|decisión|estado|resultado ~3 no|negativa|denegada|rechazada",
                "no ~2 mi|nuestro|me ~1 papel|función|corresponde|compete|toca",
                "normas|políticas|política|reglas|directrices|condiciones ~8 no|excluyen|excluye|prohíben|prohíbe|impiden",
            ]),
        TextCues(
            .balk, "it",
            [
                "non|né|nessun|nessuna|nessuno|senza ~6 forniti|fornite|fornito|fornita|prodotto|prodotta|redatto|redatta|scritto|scritta|possibile|consentito|consentita|previsto|prevista|disponibile|supportato|supportata|supportate|trattati|trattato|"
                    + "elaborata|elaborato|evasa|accolta|rilasciati|esamino|scrivo|preparo|fornisco|redigo|tratto|analizzo|mi_occupo|entro|partecipo|posso|intendo|rientra|scriverò|darò|farò|fornirò|do|faccio",
                "ne|di|questa|questo|pagina ~3 faccio|farò|fare|farei a_meno",
                "preferisco|scelgo|devo|opto|decido|ho_scelto ~3 non|astenermi|lasciare|fermarmi|declinare|rinunciare|omettere|evitare|tirarmi",
                "rifiutata|rifiutato|rifiuto|respinta|respinto|declinata|negata|negato|esclusa|escluso|bloccata|bloccato|astengo|declino|rinuncio|fermo|ometto|tiro_indietro",
                "risposta|esito|decisione|stato ~3 no|negativo|negativa|respinta|rifiutata",
                "non ~2 mio|mia|nostro|mi ~1 ruolo|compito|compete|spetta",
                "linee|regole|norme|politiche|condizioni|policy ~8 non|escludono|vietano|esclude|vieta|impediscono",
            ]),
        TextCues(
            .balk, "pt",
            [
                "não|nem|nenhum|nenhuma|sem ~6 escrita|escrito|redigido|redigida|redigi|fornecido|fornecida|fornecidos|atendido|atendida|disponível|permitido|permitida|possível|processado|processada|oferecido|suportado|respondida|produzido|elaborado|elaborada|autorizado|"
                    + "executo|escrevo|faço|forneço|preparo|vou|posso|irei|farei|participo|trato|avalio|redijo|cabe|compete|escreverei|darei|darei|dou|analiso|entro|ajudo",
                "fico|paro|detenho|encerro|deixo|limito-me ~3 por_aqui|aqui|sem|de_fora|de_lado",
                "prefiro|opto|escolho|devo|tenho|decidi|optei ~2 não|por_não|deixar|recusar|abster-me|me_abster|omitir|declinar|parar|evitar",
                "recusado|recusada|negado|negada|restrito|restrita|bloqueado|bloqueada|excluído|excluída|omiti|abstenho|declino|recuso|recusar|fora_do_escopo|fora_do_âmbito",
                "resposta|decisão|estado|resultado ~3 não|negativa|recusada|negado",
                "não ~2 meu|minha|nosso|me ~1 papel|função|cabe|compete",
                "diretrizes|políticas|política|regras|normas|condições ~8 não|excluem|proíbem|impedem|proíbe",
            ]),
        TextCues(
            .balk, "ru",
            [
                "не ~4 будет|будут|предоставляется|предоставляются|предоставлю|предоставляю|составлен|составлена|подготовлен|подготовлена|готовятся|готовится|выполняется|выполняю|выполню|поддерживается|поддерживаются|обсуждаю|обсуждаются|пишу|"
                    + "даю|делаю|сравниваю|анализирую|оцениваю|помогаю|берусь|буду|стану|готов|готова|вправе|предусмотрено|предусмотрен|предусмотрены|допускается|разрешено|дам|напишу|сделаю|рассматриваю|рассматриваются|комментирую|привожу|приведу|участвую|занимаюсь",
                "воздержусь|воздерживаюсь|отказываюсь|откажусь|отказ|отказано|отклонён|отклонено|отклонена|ограничен|ограничено|запрещены|запрещён|исключено|исключены|опущено|опущены|пропускаю|пропущу|ограничусь|уклонюсь|отказаться|воздержаться|обойдусь",
                "предпочту|предпочитаю|вынужден|вынуждена|лучше|придётся|решил|решила ~2 не|отказаться|воздержаться|оставить|пропустить|остановиться|отказать",
                "ответ|решение|статус|результат ~3 нет|отказ|отклонено|отклонён|отрицательный",
                "не моя|моё|мое|в_моей|моего|наша ~1", "ни ~8 ни|не", "я не|ничего",
                "правила|политика|правилам|ограничения|требования|инструкции ~8 не|запрещают|исключают|запрещает",
            ]),
        TextCues(
            .balk, "zh",
            [
                "不|无法|未|不能|不予|不会|不再|不便|不宜|不在|無法|没法 ~6 提供|撰写|代写|处理|支持|回答|协助|参与|讨论|执行|完成|生成|翻译|展开|给出|评论|分析|计算|范围|写|做|帮|答|谈|碰",
                "拒绝|婉拒|谢绝|驳回|受限|略去|隐去|省略|到此为止|恕|就此打住|爱莫能助|被拦截|已屏蔽|不便|回避|留白|拒絕|停在这里|止步|无能为力",
                "结果|结论|答复|回复|状态 ~3 不|拒绝|否|未",
                "规定|政策|准则|规则|要求|条款 ~8 不|禁止|限制|避免|排除", "不 ~2 我的|职责|角色",
            ]),
        TextCues(
            .balk, "ja",
            [
                "控え|差し控え|遠慮|お断り|辞退|見送|対象外|致しかね|いたしかね|応じられ|お受けでき|扱って|割愛|伏せ|容赦|対応外|見合わせ|省き|省略|断り|できかね|しかねます|やめて",
                "作成|提供|回答|手伝い|執筆|計算|分析|翻訳|支援|対応|答え|説明|紹介|書く|書き|行う|扱う|触れ|代筆|助言 ~8 ません|ない|かね|控え|遠慮|外|停止|できず|せず",
                "方針|規約|ポリシー|ガイドライン|ルール|規定 ~10 ません|ない|禁止|制限|除外|外",
            ]),
        TextCues(
            .balk, "ko",
            [
                "사양|거절|삼가|불가|제한되|중단되|차단|거부|생략했|생략합|빼겠|빼두|여기까지|그만두|범위밖|보류|자제하|않겠|어렵습|곤란",
                "제공|작성|답변|도움|도와|지원|분석|계산|번역|처리|진행|안내|설명|쓰는|드리|다루|평가|대신 ~8 않|없|어렵|못|사양|거절|제한|불가|중단|생략|말씀드리지",
                "정책|지침|규정|방침|원칙|기준 ~10 않|없|금지|제한|제외|못",
            ]),
    ]
}
