extension TextCues {
    /// What a model does for people, as its verbs stand behind a negation.
    private static let italian =
        "aiutare|aiutarti|aiutarla|aiutarvi|fornire|fornirti|fornirle|dare|darti|darle|offrire|offrirti|rispondere|scrivere|scriverlo|redigere|creare|generare|"
        + "produrre|condividere|spiegare|spiegarti|dettagliare|descrivere|assistere|assisterti|soddisfare|continuare|proseguire|procedere|partecipare|fare|farlo|"
        + "elaborare|progettare|sviluppare|consegnare|guidare|guidarti|completare|tradurre|indicare|indicarti|rivelare|presentare|realizzare|ottimizzare|pianificare|"
        + "programmare|collaborare|accontentare|accogliere|esaudire|supportare|supportarti|includere|specificare|eseguire|dar|simulare|comporre|illustrare|evadere"

    static let italianActs: [TextCues] = [
        TextCues(
            .profession, "it",
            [
                "non posso ~4 consulenza_legale|consigli_medici|consulenza_medica|diagnosi|garantire|garanzie|consulenza_finanziaria|parere_legale|pareri_legali"
            ]),
        TextCues(
            .act, "it",
            [
                "non posso|potrei|potrò|devo|intendo|voglio|sono_in_grado_di|sono_autorizzato_a|sono_disposto_a|mi_è_possibile|mi_è_consentito|mi_è_permesso|possiamo|è_possibile|sono|siamo|me_la_sento_di|desidero|vorrei ~7 \(italian)",
                "non sono|siamo ~1 autorizzato|autorizzata|in_grado|disposto|disposta|programmato|abilitato|progettato ~8",
                "devo|preferisco|sono_costretto_a|sono_tenuto_a|mi_vedo_costretto_a|intendo|voglio ~2 rifiutare|declinare|rifiutarmi|astenermi|fermarmi|respingere",
                "mi rifiuto|astengo|fermo_qui|asterrò|oppongo", "rifiuto|declino ~1",
                "non lo|la|ti|le|li ~1 farò|scriverò|darò|fornirò|aiuterò|spiegherò|includerò|faccio|scrivo|do",
                "non farò|scriverò|darò|fornirò|redigerò|aiuterò|parteciperò|spiegherò|entrerò|includerò|risponderò|tradurrò|condividerò|offrirò|genererò|svilupperò",
                "mi è|viene ~1 vietato|proibito|impedito|impossibile|precluso",
                "mi|me vietano|impediscono|vieta|impedisce|proibisce|impongono ~1",
                "non mi è|viene|permettono|consentono ~2",
                "richiesta|domanda|contenuto|testo ~3 non ~3 può|soddisfatta|evasa|accolta|fornire",
                "mi dispiace|spiace|duole ~2 ma ~2 non",
                "deliberatamente|volutamente|intenzionalmente ~2 omesso|ometto|omessi|omesse|tralasciato|generico|vago|escluso",
                "ho|ometto|lascio|salto|tralascio ~3 omesso|tralasciato|volutamente|fuori|da_parte|in_bianco",
                "non è|sono|rientra|rientrano|fa|figura|fanno ~3 qualcosa|un_compito|nei|nel|tra|parte|un_argomento|disponibile ~3 che|di|in|per|miei|mio",
                "non tratto|rispondo|scrivo|redigo|fornisco|do|faccio|partecipo|affronto|commento|preparo|accetto|entro|elaboro|genero|aiuto|traduco|collaboro|analizzo|discuto|condivido|spiego|offro|includo|mi_occupo|intervengo",
                "resta|restano|è|sono|rimane|rimangono ~1 fuori|escluso|esclusa|esclusi|escluse|preclusa ~1",
                "preferisco|preferirei|scelgo_di|ho_deciso_di|ho_scelto_di ~1 non|astenermi|lasciare|fermarmi",
                "mi fermo|tengo|tiro|chiamo ~2 qui|fuori|indietro|lontano|alla_larga",
                "regole|norme|linee_guida|politiche|condizioni|istruzioni|policy|termini ~6 escludono|esclude|vietano|vieta|non|impediscono|mi ~3",
                "questo|nostro|il assistente|servizio|sistema|prodotto|assistente ~5 non ~4",
                "solo|soltanto ~2 in_generale|a_grandi_linee|in_forma|posso",
                "no ~1 grazie|mi_dispiace|su_questo|non_lo_faccio|non_posso|non_lo_farò",
                "senza entrare|fornire|scendere ~1 nei|nel|dettagli",
                "non me_la|mi|ce_la sento|presto|va|occupo|addentro|esprimo|pronuncio ~1 di|a|su|in",
                "non rientra|rientrano|rientri|compare|figurano|appartiene|spetta|compete ~5",
                "esula|esulano|va_oltre|vanno_oltre|oltrepassa|eccede ~2 da|dai|dalle|ciò|quello|quanto|il|i|le",
                "non ~1 può|possono|viene|vengono|è_stata|è_stato|sarà|saranno|verrà|verranno ~1 essere|mostrata|mostrato|generata|generato|redatto|redatta|fornita|fornito|prodotta|prodotto|evasa|elaborata",
                "lascio|preferisco_lasciare|rimando ~3 ad_altri|agli_esperti|ai_tuoi|ai_suoi|fuori|da_parte|perdere",
            ]),
        TextCues(
            .notice, "it",
            [
                "contenuto|risposta|richiesta|messaggio ~4 bloccato|bloccata|filtrato|filtrata|segnalato|segnalata|rifiutata|rimosso|rimossa|trattenuta|non_disponibile|non_può_essere_mostrato|oscurato",
                "non può|possono essere ~1 mostrato|visualizzato|fornito|elaborata|generata|mostrata|visualizzata|soddisfatta|evasa",
                "viola|violano|violerebbe|contrario|contraria|contro|contravviene ~4 politiche|linee_guida|principi|regole|norme|condizioni|policy",
                "riformula|riformulare|riformuli|modifichi ~1 la|tua|sua",
                "risposta|contenuto|richiesta|messaggio ~3 soppressa|soppresso|omessa|oscurata|interrotta|non_è_disponibile|non_è_stata|sospesa",
            ]),
        TextCues(
            .limit, "it",
            [
                "non posso|riesco|potrei ~3 vedere|aprire|accedere|trovare|garantire|verificare|confermare|sapere|prevedere|leggere|consultare|eseguire|prenotare|chiamare|assicurare|escludere|individuare|navigare|visualizzare",
                "se|quando il|la|un|una|lei|tu non ~2", "nessun|nessuna errore|difetto|prova",
            ]),
        TextCues(
            .against, "it",
            [
                "sconsiglio|sconsigliato|sconsigliata|sconsigliamo",
                "non è|sarebbe|lo ~1 consigliabile|raccomandato|etico|legale|appropriato|accettabile|consiglio",
                "è|sono|sarebbe|costituisce ~2 illegale|illegali|reato|pericoloso|pericolosa|inaccettabile|dannoso",
                "è importante|fondamentale|essenziale ~1",
            ]),
        TextCues(
            .instead, "it",
            [
                "invece|piuttosto|in_alternativa|tuttavia|al_posto|però",
                "posso|potrei ~2 aiutarti|aiutarla|offrire|offrirti|spiegare|spiegarti|parlare|fornire|fornirti|invece|indicarti",
                "se vuoi|desidera|desideri|ti_interessa|preferisci|hai|vuole|cerchi|lo_desideri",
                "alternativa|alternative|sicure|legittime|generali|legali|innocuo", "quello|ciò che posso",
                "vuoi|vuole|desidera che",
            ]),
        TextCues(
            .whole, "it",
            [
                "questa|tua|sua|tale|questo|quel|quella richiesta|domanda|compito|testo|articolo|saggio|script|protocollo|lettera|contenuto|argomento",
                "con|in questo|questa|ciò", "così com'è|formulata", "farlo", "a questa|tale",
            ]),
        TextCues(
            .part, "it",
            [
                "questa|la|ultima|prima|seconda|una ~1 parte|sezione|fase|porzione|metà",
                "questo|quel|il|i|ultimo|secondo|alcuni ~1 passo|passaggio|punto|passaggi|dettagli|parametri",
                "dosi|quantità|concentrazioni|temperature|parametri|sequenze|mutazioni|cifre ~1 esatte|esatti|precise|precisi|specifiche",
                "passo|parte|domanda|punto|fase 0", "il resto",
            ]),
        TextCues(
            .deliver, "it",
            ["ecco|di_seguito|qui_sotto|seguente|seguenti", "passo|fase|giorno|settimana|parte|passaggio 0"]),
        TextCues(
            .harm, "it",
            [
                "illegale|illegali|dannoso|dannose|dannosi|pericoloso|pericolosa|pericolosi|malevolo|malevole|criminale|criminali|arma|armi|frode|abuso|esplosivi|illecito|illecite"
            ]),
    ]
}
