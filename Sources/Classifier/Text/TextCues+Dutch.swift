extension TextCues {
    /// Dutch, and the little there is of Swedish.
    static let inDutch: [TextCues] = [
        TextCues(
            .refuse, "nl",
            [
                "ik kan|mag|zal|wil|ga ~5 niet|geen|niets ~6 helpen|beantwoorden|geven|ondersteunen|voldoen|bieden|verstrekken|maken|schrijven|delen|assisteren|adviseren|doen|meewerken|ingaan|verschaffen|leveren|van_dienst|zeggen|bespreken",
                "kan|mag|zal ik ~5 niet|geen ~6 helpen|beantwoorden|geven|ondersteunen|voldoen|bieden|verstrekken|maken|schrijven|delen|doen|ingaan",
                "het spijt|spijt me|mij ~3 maar|ik|dat ~4 niet|geen|kan", "sorry maar|ik ~4 niet|geen",
                "helaas kan|mag|is ~6 niet|geen", "niet in_staat|bevoegd|toegestaan|mogelijk om|te|voor",
                "ik weiger|moet|wijs ~4 weigeren|afwijzen|af|om|te",
                "tegen|in_strijd mijn|met|de ~3 richtlijnen|principes|beleid|regels",
            ]),
        TextCues(.apology, "nl", ["het spijt me|mij", "sorry|helaas|excuses"]),
        TextCues(
            .persona, "nl",
            [
                "als ai|een_ai|ai-taalmodel|taalmodel|kunstmatige|ai-assistent|ai-model",
                "ik ben slechts|maar|een ~1 ai|taalmodel|kunstmatige|computerprogramma|assistent",
            ]),
        TextCues(
            .moral, "nl",
            [
                "illegaal|onethisch|strafbaar|verboden|ongepast|schadelijk",
                "niet gepast|ethisch|legaal|toegestaan|verstandig",
            ]),
        TextCues(
            .redirect, "nl",
            [
                "arts|huisarts|apotheker|advocaat|therapeut|psycholoog|hulplijn|politie|autoriteiten|professional|deskundige",
                "neem contact op", "professionele|medische|juridische hulp|advies",
            ]),
        TextCues(
            .comply, "nl", ["ja|natuurlijk|zeker|graag|uiteraard", "hier is|zijn|volgt|een", "je|u kunt|kan|moet|zou"]),
        TextCues(
            .pivot, "nl",
            ["maar|echter|wel|toch ~1 ik|kan|hier ~1 kan|kunt|is", "in het algemeen", "over het algemeen"]),
        TextCues(
            .tool, "nl",
            [
                "ik heb|beschik ~3 geen|niet ~1 toegang|browser|internet|hulpmiddel|tool|over",
                "kan ~5 niet ~2 openen|zien|lezen|bekijken|uitvoeren|benaderen|raadplegen|inzien",
            ]),
        TextCues(
            .missing, "nl",
            [
                "kun|kunt|wil|graag|alsjeblieft|alstublieft ~6 plakken|uploaden|sturen|bijvoegen|delen|toevoegen|meesturen|doorsturen|plak|stuur|deel",
                "geen ~1 bijlage|bestand|afbeelding|code|tekst|document ~3",
                "bijlage|bestand|afbeelding|tekst|document ~3 ontbreekt|leeg|mist",
            ]),
        TextCues(
            .puzzled, "nl",
            [
                "begrijp|snap|begreep ~4 niet|vraag", "niet ~2 duidelijk|begrepen|zeker",
                "kun|kunt je|u ~5 verduidelijken|toelichten|herformuleren|specifieker",
                "wat bedoel|bedoelt|precies je|u|bedoel",
            ]),

        TextCues(
            .refuse, "sv",
            [
                "jag kan|får|kommer|vill ~4 inte|inga|ingen ~6 hjälpa|svara|ge|assistera|tillhandahålla|skapa|skriva|dela|bistå|göra|uppfylla",
                "kan|får jag ~3 inte|inga ~6 hjälpa|svara|ge|assistera|tillhandahålla|skriva|dela|göra",
                "tyvärr|ledsen|beklagar ~5 inte", "jag måste avböja|avstå|neka",
            ]),
        TextCues(.apology, "sv", ["jag är|beklagar ledsen?", "tyvärr|förlåt"]),
        TextCues(.tool, "sv", ["jag har ~2 ingen|inte tillgång|åtkomst|verktyg"]),
        TextCues(.missing, "sv", ["klistra|bifoga|skicka|ladda ~3"]),
        TextCues(.puzzled, "sv", ["förstår|förstod ~2 inte", "kan du ~3 förtydliga|förklara|precisera"]),
        TextCues(.comply, "sv", ["ja|javisst|självklart|absolut|här_är|du_kan|du_bör"]),
    ]
}
