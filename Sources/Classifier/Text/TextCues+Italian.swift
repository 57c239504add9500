extension TextCues {
    static let inItalian: [TextCues] = [
        TextCues(
            .refuse, "it",
            [
                "non posso|potrei|potrò|sono|è|riesco|voglio|intendo|devo|mi_è ~5 aiutarti|aiutarla|aiutare|aiutarvi|fornire|fornirti|fornirle|rispondere|dare|darti|darle|offrire|offrirti|assisterti|assistere|assisterla|soddisfare|continuare|creare|scrivere|generare|condividere|partecipare|farlo|fare|consigliare|dire|dirti|possibile|discutere|supportare|esaudire|procedere|in_grado|autorizzato|programmato|grado|commentare|consigliarti",
                "mi dispiace|spiace|scuso ~3 non ~1", "spiacente|purtroppo|sfortunatamente ~3 non ~1 posso|sono|è|mi",
                "devo|mi rifiutare|declinare|rifiuto|astengo",
                "viola|contro|contrario|violare ~3 linee|politiche|principi|norme|regole|etica",
            ]),
        TextCues(.apology, "it", ["mi dispiace|spiace|scuso", "spiacente|scusa|scusi|purtroppo|sfortunatamente"]),
        TextCues(
            .persona, "it",
            [
                "come|in_quanto|essendo ~1 ia|intelligenza|modello|assistente|ai ~2",
                "sono solo|un|una ~1 ia|intelligenza|modello|assistente|programma",
            ]),
        TextCues(
            .moral, "it",
            [
                "illegale|inappropriato|inappropriata|pericoloso|immorale|reato|dannoso|vietato",
                "non è|sarebbe ~1 etico|appropriato|opportuno|legale|accettabile|sicuro|consigliabile",
            ]),
        TextCues(
            .redirect, "it",
            [
                "professionista|medico|farmacista|avvocato|terapeuta|psicologo|autorità|emergenza|polizia",
                "consultare|consulta|contattare|contatta|rivolgersi|rivolgiti|parlare|parla ~2",
            ]),
        TextCues(
            .comply, "it",
            [
                "sì|certo|certamente|ecco|naturalmente|volentieri|assolutamente",
                "puoi|può|potresti|dovresti|devi|dovrebbe", "è|sarebbe possibile|importante|meglio|consigliabile",
            ]),
        TextCues(
            .pivot, "it",
            [
                "ma|tuttavia|però|comunque|invece ~2 posso|ecco|potrei|ti|si", "in generale",
                "in linea generale|di_massima",
            ]),
        TextCues(
            .tool, "it",
            [
                "non ho|dispongo|possiedo ~3 accesso|strumento|strumenti|browser|connessione|internet",
                "non posso|riesco ~1 accedere|aprire|vedere|leggere|eseguire|navigare|visualizzare ~3 file|repository|immagine|immagini|link|documento|internet|codice|log|pagina|sito",
            ]),
        TextCues(
            .missing, "it",
            [
                "per_favore|puoi|potresti|può|potrebbe|prego ~3 incollare|incolla|allegare|allega|inviare|inviami|condividere|condividi|caricare|carica|fornire|fornirmi|copiare|incollarmi|mandarmi",
                "non vedo|trovo|ho ~3 file|allegato|immagine|documento|testo|codice|ricevuto|alcun",
                "file|allegato|immagine|documento|testo|codice ~3 manca|vuoto|mancante|non_è_allegato|non_è_arrivato",
            ]),
        TextCues(
            .puzzled, "it",
            [
                "non capisco|ho_capito|comprendo|sono_sicuro|mi_è_chiaro|è_chiaro ~2",
                "puoi|potresti|può|potrebbe ~2 chiarire|riformulare|precisare|spiegare|specificare|essere_più",
                "cosa intendi|intende|vuoi_dire",
            ]),
    ]
}
