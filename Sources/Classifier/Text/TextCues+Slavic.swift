extension TextCues {
    static let slavicAndNear: [TextCues] = [
        TextCues(
            .refuse, "ru",
            [
                "не могу|можем|смогу|буду|стану|имею|способен|способна|в_состоянии|готов|могу_вам|вправе|должен ~5 помочь|помогать|предоставить|предоставлять|ответить|отвечать|дать|давать|выполнить|продолжить|создать|написать|оказать|поделиться|обсуждать|участвовать|поддерживать|советовать|посоветовать|сказать|рекомендовать|содействовать|этим|возможности|сделать|делать|обсудить|комментировать|права|предложить|консультировать",
                "извините|простите|сожалею|сожалению|жаль ~4 не ~1",
                "я отказываюсь|вынужден|вынуждена|должен ~2 отказать|отклонить|отказаться|от",
                "противоречит|нарушает|против ~4 правилам|правила|принципам|политике|нормам|этическим|моим|правил",
                "не|невозможно ~2 помочь ~1 с|вам|этим|в", "запрос ~2 отклонён|отклонен|не_может",
                "не предназначен|запрограммирован|уполномочен|разрешено|имею_права",
            ]),
        TextCues(.apology, "ru", ["извините|простите|сожалею|сожалению|жаль", "приношу извинения"]),
        TextCues(
            .persona, "ru",
            [
                "как|я|являюсь ~2 ии|искусственный|языковая|языковой|нейросеть|ассистент|модель|помощник|ии-ассистент",
                "я всего_лишь|просто|только ~2",
            ]),
        TextCues(
            .moral, "ru",
            [
                "незаконно|неэтично|противозаконно|преступление|недопустимо|опасно|вредно|запрещено|неприемлемо|аморально|незаконным",
                "не этично|законно|допустимо|приемлемо|уместно",
            ]),
        TextCues(
            .redirect, "ru",
            [
                "обратитесь|обратиться|обращайтесь|проконсультируйтесь|позвоните ~3",
                "врач|врачу|врачом|специалисту|специалистом|специалист|юристу|психологу|полицию|фармацевту|психолог|горячую|доверия|службу",
            ]),
        TextCues(
            .comply, "ru",
            [
                "да|конечно|разумеется|безусловно|вот|пожалуйста", "вы|ты можете|можешь|должны|следует",
                "вам|тебе следует|стоит|нужно",
            ]),
        TextCues(.pivot, "ru", ["но|однако|тем_не_менее|вместо_этого ~2 могу|вот|можно|я ~1", "в общем|общих|целом"]),
        TextCues(
            .withhold, "ru",
            ["без|не ~4 подробностей|подробные|подробную|точные|точных|инструкции|инструкций|деталей|полный|пошаговые"]),
        TextCues(
            .tool, "ru",
            [
                "нет|имею|имеется ~2 доступа|инструмента|браузера|возможности ~1 к|просматривать|открыть|запускать|в",
                "не могу|вижу|умею|имею ~1 открыть|открывать|просмотреть|прочитать|запустить|посмотреть|видеть|доступа ~3 файл|файлы|файлам|репозиторий|репозиторию|ссылку|ссылки|изображение|изображения|документ|код|интернет|интернету|страницу|сайт|логи",
            ]),
        TextCues(
            .missing, "ru",
            [
                "пожалуйста|могли_бы_вы|можете|можешь|просьба ~3 вставьте|пришлите|приложите|отправьте|загрузите|скопируйте|предоставьте|прикрепите|пришли|вставь|прислать|вставить|приложить|прикрепить|предоставить|поделитесь",
                "файл|вложение|изображение|документ|текст|код|лог|вложения|файла ~3 отсутствует|не_прикреплён|не_прикреплен|пуст|не_приложен|нет|не_загрузился",
                "не|нет ~1 вижу|нашёл|получил|нахожу|вложения|файла ~2 вложения|файла|текста|изображения|кода|документа|вложений",
            ]),
        TextCues(
            .puzzled, "ru",
            [
                "не понял|понимаю|поняла|понятно|уверен|ясно|совсем_понял|совсем_понимаю ~1",
                "уточните|уточни|поясните|переформулируйте|переформулируй|уточнить|пояснить ~1",
                "что вы|ты имеете|имеешь в",
            ]),
        TextCues(
            .refuse, "uk",
            [
                "не можу|зможу|буду|маю|можемо ~4 допомогти|надати|відповісти|дати|виконати|створити|написати|обговорювати|зробити|допомагати|поділитися|можливості",
                "вибачте|перепрошую|шкода|жаль ~3 не ~1", "відмовляюся|мушу ~1 відмовити|від",
            ]),
        TextCues(.apology, "uk", ["вибачте|перепрошую|шкода"]),
        TextCues(.tool, "uk", ["не маю|немає ~1 доступу|інструменту"]),
        TextCues(.missing, "uk", ["надішліть|вставте|додайте|прикріпіть|завантажте ~2"]),
        TextCues(.puzzled, "uk", ["не зрозумів|розумію|зрозуміла", "уточніть|поясніть"]),
        TextCues(.comply, "uk", ["так|звичайно|ось|звісно"]),
        TextCues(
            .refuse, "pl",
            [
                "nie mogę|możemy|będę|mogłbym|jestem_w_stanie|zamierzam|wolno_mi|udzielę|mam_możliwości|powinienem|chcę|potrafię|pomogę|jestem ~5 pomóc|pomagać|udzielić|odpowiedzieć|podać|dostarczyć|spełnić|stworzyć|napisać|kontynuować|wspierać|doradzać|zrobić|tego|w|omawiać|przedstawić|zapewnić|tym|udostępnić|uczestniczyć|wygenerować|odpowiadać|informacji|zrealizować|stanie|doradzić",
                "przepraszam|przykro_mi|niestety|wybacz ~4 nie ~1", "odmawiam|muszę ~2 odmówić|odmowy|pomocy",
                "narusza|sprzeczne|niezgodne|wbrew ~3 zasady|zasadami|wytyczne|wytycznymi|polityką|zasadom|moimi",
                "nie jestem upoważniony|zaprogramowany|uprawniony",
            ]),
        TextCues(.apology, "pl", ["przepraszam|niestety|wybacz", "przykro mi"]),
        TextCues(
            .persona, "pl", ["jako|jestem ~1 ai|model|sztuczna|asystent|sztucznej|modelem|asystentem|sztuczną ~2"]),
        TextCues(
            .moral, "pl",
            [
                "nielegalne|nieetyczne|niezgodne|zabronione|szkodliwe|niebezpieczne|przestępstwo|nielegalny|nieodpowiednie"
            ]),
        TextCues(
            .redirect, "pl",
            [
                "lekarz|lekarzem|prawnikiem|specjalistą|specjalisty|farmaceutą|psychologiem|policję|telefon|pomocy_psychologicznej|lekarza",
                "skontaktuj|skonsultuj|skontaktować|skonsultować ~2",
            ]),
        TextCues(
            .comply, "pl", ["tak|oczywiście|jasne|oto|pewnie|proszę_bardzo", "możesz|powinieneś|może_pan|należy|można"]),
        TextCues(.pivot, "pl", ["ale|jednak|natomiast|mimo_to ~2 mogę|oto|można", "ogólnie|w_ogólnych ~1"]),
        TextCues(
            .tool, "pl",
            [
                "nie mam ~3 dostępu|narzędzia|przeglądarki|możliwości",
                "nie mogę|widzę|jestem_w_stanie ~1 otworzyć|otwierać|zobaczyć|odczytać|uruchomić|przeglądać ~3 plik|pliku|plików|pliki|repozytorium|obraz|obrazu|obrazów|link|linków|dokument|dokumentu|kod|kodu|internet|internetu|strony|stronę|logów",
            ]),
        TextCues(
            .missing, "pl",
            [
                "proszę|czy_możesz|czy_mógłbyś|możesz|mógłbyś ~2 wklej|wkleić|prześlij|przesłać|załącz|załączyć|wyślij|wysłać|udostępnij|udostępnić|dołącz|dołączyć|podaj|wklejenie|przesłanie|skopiuj",
                "nie widzę|otrzymałem|znalazłem|ma ~2 pliku|załącznika|obrazu|tekstu|kodu|dokumentu",
                "plik|załącznik|obraz|tekst|kod|dokument ~3 brakuje|pusty|nie_dotarł|nie_został",
            ]),
        TextCues(
            .puzzled, "pl",
            [
                "nie rozumiem|zrozumiałem|jestem_pewien|jest_jasne|bardzo_rozumiem|do_końca_rozumiem ~1",
                "doprecyzuj|doprecyzować|wyjaśnij|wyjaśnić|sprecyzuj|sprecyzować|sformułuj|uściślić ~1",
                "co masz|ma na|dokładnie myśli|na",
            ]),
        TextCues(
            .refuse, "cs",
            [
                "nemohu|nemůžu|nebudu|nesmím|nejsem|odmítám ~5 pomoci|pomoct|poskytnout|odpovědět|vytvořit|napsat|vyhovět|schopen|radit|poradit|to|udělat|s",
                "omlouvám|bohužel|lituji|promiňte ~4 nemohu|nemůžu|nelze|nebudu",
            ]),
        TextCues(.apology, "cs", ["omlouvám|bohužel|promiňte|lituji"]),
        TextCues(.comply, "cs", ["ano|samozřejmě|jistě|zde_je|můžete"]),
        TextCues(.tool, "cs", ["nemám ~1 přístup|přístupu|nástroj"]),
        TextCues(.missing, "cs", ["vložte|pošlete|přiložte|nahrajte ~2"]),
        TextCues(.puzzled, "cs", ["nerozumím|nepochopil|upřesněte|upřesnit"]),
        TextCues(
            .refuse, "tr",
            [
                "yardımcı|yardım olamam|edemem|olamıyorum|edemiyorum|olamayacağım|edemeyeceğim|olmam|etmem|olamayacağımı|edemeyeceğimi",
                "yanıtlayamam|cevaplayamam|sağlayamam|veremem|yapamam|sunamam|paylaşamam|yazamam|oluşturamam|karşılayamam|üretemem|sağlayamıyorum|veremiyorum|yapamıyorum|yanıtlayamıyorum|cevap_veremem|öneremem|konuşamam|destekleyemem|veremeyeceğim|sunamıyorum|tartışamam|yazamayacağım|sağlayamayacağım|bulunamam|yorum_yapamam",
                "üzgünüm|maalesef|kusura|özür ~8 olamam|edemem|veremem|yapamam|mümkün_değil|sağlayamam|olamıyorum|edemiyorum|veremiyorum|yapamıyorum",
                "yerine getiremem|getiremiyorum|getiremeyeceğim", "reddetmek|reddediyorum|reddetmeliyim ~1",
                "ilkelerime|politikalarıma|kurallarıma|yönergelerime|politikalarına|ilkelerine aykırı",
                "mümkün|uygun değil|değildir",
            ]),
        TextCues(.apology, "tr", ["üzgünüm|maalesef|pardon", "özür dilerim|diliyorum", "kusura bakma|bakmayın"]),
        TextCues(.persona, "tr", ["bir yapay|dil|ai zeka|modeli|asistanı ~2", "yapay zeka"]),
        TextCues(.moral, "tr", ["yasa_dışı|yasadışı|etik_değil|zararlı|tehlikeli|suç|uygunsuz|yasak"]),
        TextCues(
            .redirect, "tr",
            ["doktor|doktora|doktorunuza|eczacı|avukat|uzmana|uzman|polis|yetkililere|psikolog|acil|uzmandan|destek"]),
        TextCues(
            .comply, "tr",
            [
                "evet|tabii|elbette|işte|kesinlikle",
                "yapabilirsiniz|kullanabilirsiniz|yapabilirsin|gerekir|yapmalısınız",
            ]),
        TextCues(.pivot, "tr", ["ancak|ama|fakat|yine_de|bunun_yerine ~4", "genel olarak"]),
        TextCues(
            .tool, "tr",
            [
                "erişimim|erişim|aracım|tarayıcım ~1 yok|bulunmuyor|sahip_değilim",
                "erişemem|erişemiyorum|açamam|açamıyorum|göremiyorum|okuyamıyorum|çalıştıramam",
            ]),
        TextCues(
            .missing, "tr",
            [
                "lütfen ~6 yapıştırın|yapıştırır|gönderin|yükleyin|ekleyin|paylaşın|paylaşır|iletin|yapıştır|gönder|yükle|ekle|gönderir|ekler",
                "dosya|ek|görsel|metin|kod|belge ~3 eksik|yok|boş|eklenmemiş|gelmedi|gelmemiş",
            ]),
        TextCues(
            .puzzled, "tr",
            [
                "anlamadım|anlayamadım|anlamıyorum|emin_değilim|net_değil|anlaşılmıyor",
                "açıklayabilir|netleştirebilir|açıklar|açar ~1 misiniz|misin|mısınız|mısın", "ne demek ~1",
            ]),
        TextCues(
            .refuse, "vi",
            [
                "tôi không thể ~4 giúp|hỗ_trợ|cung_cấp|trả_lời|đáp_ứng|thực_hiện|tạo|viết|tư_vấn",
                "không thể giúp|hỗ_trợ|cung_cấp|trả_lời|đáp_ứng|thực_hiện", "xin lỗi ~5 không thể|được",
            ]),
        TextCues(.apology, "vi", ["xin lỗi", "rất tiếc"]),
        TextCues(.comply, "vi", ["vâng|có|dưới_đây|bạn_có_thể|bạn_nên|tất_nhiên|đây_là"]),
        TextCues(.tool, "vi", ["không có quyền|khả ~1 truy_cập|năng_truy_cập"]),
        TextCues(.missing, "vi", ["vui_lòng|hãy|xin ~2 dán|gửi|đính_kèm|tải|cung_cấp|chia_sẻ"]),
        TextCues(.puzzled, "vi", ["không hiểu", "làm rõ", "nói rõ"]),
        TextCues(
            .refuse, "id",
            [
                "saya|kami tidak|tak bisa|dapat|boleh|akan ~4 membantu|memberikan|menjawab|memenuhi|menyediakan|membuat|menulis|melakukan|mendukung|melanjutkan|membahas|memberi",
                "tidak bisa|dapat membantu|memberikan|menjawab|memenuhi|melakukan", "maaf ~5 tidak bisa|dapat|boleh",
                "menolak|melanggar ~2",
            ]),
        TextCues(.apology, "id", ["maaf|mohon_maaf|sayangnya"]),
        TextCues(.comply, "id", ["ya|tentu|berikut|anda_bisa|anda_dapat|sebaiknya"]),
        TextCues(.tool, "id", ["tidak memiliki|punya|mempunyai ~1 akses|alat"]),
        TextCues(
            .missing, "id",
            ["silakan|tolong|mohon|harap ~2 tempel|tempelkan|kirim|kirimkan|unggah|lampirkan|bagikan|berikan"]),
        TextCues(
            .puzzled, "id",
            ["tidak|kurang mengerti|memahami|paham|jelas", "bisakah anda|kamu ~1 menjelaskan|memperjelas"]),
    ]
}
