extension TextCues {
    /// What a model does for people, as its verbs stand behind a negation.
    private static let portuguese =
        "ajudar|ajudá-lo|ajudá-la|ajudar-te|te_ajudar|fornecer|dar|oferecer|responder|escrever|redigir|criar|gerar|produzir|compartilhar|partilhar|"
        + "explicar|detalhar|descrever|auxiliar|atender|cumprir|continuar|prosseguir|participar|fazer|fazê-lo|elaborar|projetar|desenvolver|entregar|"
        + "disponibilizar|guiar|completar|traduzir|indicar|revelar|apresentar|realizar|otimizar|planejar|programar|colaborar|apoiar|incluir|prestar|"
        + "passar|ensinar|executar|satisfazer|especificar|montar|simular|assumir|satisfazê-lo|orientar|compor|ir_além|avançar"

    static let portugueseActs: [TextCues] = [
        TextCues(
            .profession, "pt",
            [
                "não posso ~4 aconselhamento_jurídico|aconselhamento_médico|diagnóstico|garantir|garantias|consultoria_jurídica|conselhos_médicos|aconselhamento_financeiro"
            ]),
        TextCues(
            .act, "pt",
            [
                "não posso|poderia|poderei|devo|vou|pretendo|quero|consigo|estou_autorizado_a|estou_disposto_a|me_é_possível|é_possível|podemos|estou|irei|sou_capaz_de|me_sinto ~7 \(portuguese)",
                "não estou|sou ~1 autorizado|autorizada|apto|disposto|disposta|programado|habilitado|em_condições|projetado|confortável ~8",
                "preciso|devo|tenho_de|tenho_que|vou|prefiro|sou_obrigado_a|terei_de|terei_que ~2 recusar|declinar|negar|abster|me_recusar|parar|rejeitar|me_abster|abster-me",
                "recuso|me_recuso|recuso-me|declino|abstenho-me|me_abstenho|nego-me",
                "não ~1 farei|escreverei|darei|fornecerei|ajudarei|explicarei|incluirei|participarei|entrarei|responderei|traduzirei|compartilharei|oferecerei|redigirei|detalharei|faço|escrevo|dou ~2",
                "me|não_me|é-me|foi-me é|permitem|permite|proíbem|impedem|proibido|vedado|impede ~2",
                "não me é|permitem|permite ~2",
                "solicitação|pedido|pergunta|conteúdo ~3 não ~3 pode|atendido|atendida|cumprir|fornecer|atender",
                "desculpe|desculpa|lamento|sinto_muito ~2 mas ~2 não",
                "deliberadamente|intencionalmente|propositalmente|de_propósito ~3 omiti|omito|omitidos|deixei|omitido|vago|fora",
                "omiti|omito|deixei|deixo|pulo ~3 fora|deliberadamente|os|as|de_lado|de_fora|em_branco|à_parte",
                "não é|são|está|entra|entram|faz|figura|fazem ~3 algo|uma_tarefa|dentro|parte|entre|um_tema|disponível ~3 que|de|do|em|para",
                "não trato|respondo|escrevo|redijo|forneço|dou|faço|participo|abordo|comento|preparo|aceito|entro|elaboro|gero|ajudo|traduzo|colaboro|analiso|discuto|compartilho|partilho|explico|ofereço|incluo|trabalho",
                "fica|ficam|está|estão|é|são ~1 fora|excluído|excluída|excluídos|vedado|vedada ~1 do|da|de|para|por",
                "prefiro|preferiria|escolho|opto_por|decidi|resolvi ~1 não|me_abster|deixar|parar|passar",
                "me mantenho|detenho|paro ~2 fora|aqui|longe|à_parte",
                "regras|normas|diretrizes|políticas|condições|instruções|política|termos ~6 excluem|exclui|proíbem|proíbe|não|impedem|me|vedam ~3",
                "este|nosso|o assistente|serviço|sistema|produto ~5 não ~4",
                "só|apenas|somente ~1 posso|em_linhas_gerais|de_forma_geral",
                "não ~1 obrigado|desculpe|isso|nisso|com_isso|vou|posso", "sem entrar|dar|fornecer ~1 em|detalhes",
                "impedem|impede|vedam|veda|excluem|exclui|bloqueiam|barram|proíbem|vetam ~1 apoio|ajuda|assistência|auxílio|orientação|que|a|o|respostas|qualquer|este|esse",
                "não ~2 pode|podem|será|serão|foi|foram|é|são ~1 ser|gerada|gerado|exibida|exibido|produzida|produzido|redigido|redigida|atendida|atendido|fornecida|fornecido|elaborado|tratado|tratada",
                "não ~1 me_cabe|cabe_a_mim|me_ocupo|me_envolvo|me_pronuncio|opino|intervenho|entrarei|elaboro|preparo|produzo|redijo|comento|toco ~1",
            ]),
        TextCues(
            .notice, "pt",
            [
                "conteúdo|resposta|solicitação|mensagem|pedido ~4 bloqueado|bloqueada|filtrado|filtrada|sinalizado|sinalizada|recusado|recusada|removido|removida|retido|indisponível|não_pode_ser_exibido|retida",
                "não pode|pôde ser ~1 exibido|exibida|mostrado|processada|processado|fornecido|gerada|atendida|atendido|concluído",
                "viola|violam|violaria|contraria|contra|fere|infringe ~4 políticas|diretrizes|princípios|regras|normas|termos|política",
                "reformule|reformular|modifique ~1 a|o|sua|seu",
                "resposta|conteúdo|solicitação|mensagem ~3 suprimida|suprimido|omitida|não_está_disponível|ocultada|vetada|cancelada|interrompida|não_foi_gerada",
            ]),
        TextCues(
            .limit, "pt",
            [
                "não posso|consigo|pude|poderia ~3 ver|abrir|acessar|aceder|encontrar|garantir|verificar|confirmar|saber|prever|ler|consultar|executar|reservar|ligar|assegurar|afirmar|descartar|identificar|navegar|visualizar",
                "se|quando o|a|um|uma|você não ~2", "nenhum|nenhuma erro|falha|prova",
            ]),
        TextCues(
            .against, "pt",
            [
                "desaconselho|desaconselhado|desaconselhável",
                "não é|seria|se|recomendo ~1 recomendável|recomendado|recomenda|aconselhável|ético|legal|apropriado|aceitável",
                "é|são|seria|constitui|pode_ser ~2 ilegal|ilegais|crime|perigoso|perigosa|inaceitável|prejudicial",
                "é importante|fundamental|essencial ~1",
            ]),
        TextCues(
            .instead, "pt",
            [
                "em_vez|em_alternativa|alternativamente|no_entanto|porém|contudo|em_contrapartida|ao_invés",
                "posso|poderia ~2 ajudar|oferecer|explicar|falar|fornecer|orientar|ajudá-lo|sim",
                "se quiser|desejar|preferir|tiver|você|precisar|quiseres|for",
                "alternativa|alternativas|seguras|legítimas|gerais|legais|inofensivo", "o que posso",
                "gostaria|quer|deseja que|de",
            ]),
        TextCues(
            .whole, "pt",
            [
                "essa|esta|sua|tua|tal|esse|este|seu solicitação|pedido|pergunta|tarefa|texto|artigo|ensaio|script|protocolo|carta|conteúdo|tema|roteiro",
                "com|em|nisso|nisto isso|isto|essa|esse|nisso", "com|nisso|disso ~1", "fazer isso|isto", "fazê-lo",
                "tal como",
            ]),
        TextCues(
            .part, "pt",
            [
                "essa|esta|a|última|primeira|segunda|uma ~1 parte|seção|secção|etapa|porção|metade",
                "esse|este|o|os|último|segundo|alguns ~1 passo|ponto|item|passos|detalhes|parâmetros|trecho",
                "doses|quantidades|concentrações|temperaturas|parâmetros|sequências|mutações|números ~1 exatas|exatos|precisas|específicas|específicos",
                "passo|parte|pergunta|etapa|ponto 0", "o resto",
            ]),
        TextCues(
            .deliver, "pt",
            [
                "aqui|abaixo|a_seguir|segue|eis ~1 está|estão|vai|vão|um|uma|o|os|tem|seguem", "seguinte|seguintes ~1",
                "passo|fase|dia|semana|parte|etapa 0",
            ]),
        TextCues(
            .harm, "pt",
            [
                "ilegal|ilegais|prejudicial|prejudiciais|perigoso|perigosa|perigosos|malicioso|maliciosos|criminosa|criminosas|arma|armas|fraude|abuso|explosivos|ilícito|ilícitas"
            ]),
    ]
}
