extension TextCues {
    static let inPortuguese: [TextCues] = [
        TextCues(
            .refuse, "pt",
            [
                "não posso|poderia|poderei|consigo|devo|vou|estou|sou|quero|me_é_possível|é_possível ~5 ajudar|ajudá-lo|ajudá|ajudar-te|fornecer|responder|dar|oferecer|auxiliar|cumprir|continuar|criar|escrever|gerar|compartilhar|partilhar|participar|fazer|aconselhar|recomendar|dizer|atender|apoiar|discutir|isso|autorizado|programado|com|capaz|habilitado|prosseguir|realizar|comentar",
                "desculpe|desculpa|lamento|sinto_muito|infelizmente|peço_desculpas|peço_desculpa ~3 não ~1",
                "recuso-me|recuso|tenho_de|tenho_que|preciso ~2 recusar|a|declinar",
                "viola|contra|contraria|vai ~3 minhas|políticas|princípios|diretrizes|normas|regras",
                "incapaz de ~1 ajudar|fornecer|responder|atender",
            ]),
        TextCues(.apology, "pt", ["desculpe|desculpa|desculpas|lamento|infelizmente", "sinto muito"]),
        TextCues(
            .persona, "pt",
            [
                "como|sendo ~1 ia|inteligência|modelo|assistente ~2",
                "sou apenas|só|um|uma ~1 ia|inteligência|modelo|assistente|programa",
            ]),
        TextCues(
            .moral, "pt",
            [
                "ilegal|inapropriado|inadequado|perigoso|imoral|crime|prejudicial|antiético",
                "não é|seria ~1 ético|apropriado|adequado|legal|aceitável|seguro",
            ]),
        TextCues(
            .redirect, "pt",
            [
                "profissional|médico|farmacêutico|advogado|terapeuta|psicólogo|autoridades|emergência|polícia|cvv",
                "consultar|consulte|contatar|procure|procurar|fale|conversar ~2",
            ]),
        TextCues(
            .comply, "pt",
            [
                "sim|claro|certamente|com_certeza|aqui_está|aqui_estão|aqui_vai|segue",
                "você|tu pode|deve|deveria|poderia|podes", "é|seria possível|importante|melhor|recomendável",
            ]),
        TextCues(
            .pivot, "pt",
            [
                "mas|no_entanto|porém|contudo|entretanto|todavia ~2 posso|aqui|poderia", "em geral",
                "de modo|forma|maneira geral",
            ]),
        TextCues(
            .tool, "pt",
            [
                "não tenho|disponho|possuo ~3 acesso|ferramenta|ferramentas|navegador|conexão|internet",
                "não posso|consigo acessar|aceder|abrir|ver|ler|executar|navegar|visualizar ~3 arquivo|arquivos|ficheiro|ficheiros|repositório|imagem|imagens|link|links|documento|internet|código|página|site",
            ]),
        TextCues(
            .missing, "pt",
            [
                "por_favor|poderia|pode|podes|você_poderia ~3 colar|cole|anexar|anexe|enviar|envie|compartilhar|compartilhe|partilhar|carregar|fornecer|forneça|copiar|incluir|colar_aqui|mandar",
                "não vejo|encontro|encontrei|recebi|há|veio ~3 arquivo|ficheiro|anexo|imagem|documento|texto|código|nenhum",
                "arquivo|ficheiro|anexo|imagem|documento|texto ~3 faltando|vazio|não_foi_anexado|não_veio|não_chegou",
            ]),
        TextCues(
            .puzzled, "pt",
            [
                "não entendi|entendo|compreendi|compreendo|ficou_claro|tenho_certeza|está_claro ~2",
                "poderia|pode|podes ~2 esclarecer|reformular|explicar|especificar|detalhar|ser_mais",
                "o_que quer|você_quer|quis|queres dizer",
            ]),
    ]
}
