"""What the columns of social exports are called, in the languages that the networks write them in.

English, Italian, Spanish, Polish, German, French and Portuguese, without accents and marks. Names
that were seen in real exports stand first; the rest are the words of the networks' own pages.
"""

from __future__ import annotations

from typing import Final

from engagement.sources.words.table import WordTable

_NAMES: Final = {
    "post_id": """
        post id | tweet id | pin id | media id | video id | content id | message id | update id |
        identificativo del post | identificativo post | id del post | id post |
        identificatore del post | identificador de la publicacion | identificador de publicacion |
        id de la publicacion | id de publicacion | identificacao do post |
        identificacao da publicacao | id do post | id da publicacao | identifiant de la publication |
        id de la publication | id publication | beitrags id | id des beitrags | identyfikator posta |
        id posta | identyfikator publikacji | activity id | activity urn | post urn | urn |
        status id | postid | videoid | media pk | shortcode | pin | id""",
    "account": """
        account username | page name | account name | nome utente account | nome utente dell account |
        nome della pagina | nome pagina | nome account | nome dell account |
        nombre de usuario de la cuenta | nombre de la pagina | nombre de la cuenta |
        nome de usuario da conta | nome da pagina | nome da conta | nom de profil du compte |
        nom d utilisateur du compte | nom de la page | nom du compte | benutzername des kontos |
        konto benutzername | name der seite | seitenname | kontoname | name des kontos |
        nazwa uzytkownika konta | nazwa strony | nazwa konta | profile name | social profile |
        profile | channel name | account | handle | page | profilo | perfil | profil | cuenta |
        conta | compte | konto | strona | pagina | page title | username | user name | owner |
        author""",
    "network": """
        network | social network | rete | platform | service | social platform | social media |
        red social | red | rete sociale | social | piattaforma | plataforma | plateforme |
        reseau social | reseau | netzwerk | plattform | soziales netzwerk | siec spolecznosciowa |
        siec | platforma | rede social | rede | channel type | network type | channel | canale |
        canal | kanal | source""",
    "published": """
        publish time | publish date | published at | published | published date | date published |
        publication date | publishing date | posted at | date posted | posted | post date |
        post publish date | post time | video publish time | created time | created at | created date |
        created | creation date | sent at | date sent | sent | sent time | send date |
        orario di pubblicazione | ora di pubblicazione | data di pubblicazione |
        data pubblicazione | ora pubblicazione video |
        pubblicato il | hora de publicacion | fecha de publicacion | fecha publicacion | publicado |
        hora de publicacion del video | horario de publicacao | hora da publicacao |
        data de publicacao | data da publicacao | horario de publicacao do video |
        heure de publication | date de publication | heure de publication de la video | publie le |
        veroffentlichungszeitpunkt | veroffentlicht am | veroffentlichungsdatum |
        veroffentlichungszeit | zeitpunkt der veroffentlichung | erstellt am | beitragsdatum |
        veroffentlichungszeitpunkt des videos | godzina publikacji | czas publikacji |
        data publikacji | data i godzina publikacji | czas publikacji filmu | opublikowano |
        data utworzenia | status published | publishedat | published time | created utc | taken at |
        postdate | uploaddate | upload date | timestamp utc""",
    "date": """
        date | day | date time | datetime | date and time | timestamp | timestamp utc | data | fecha |
        datum | giorno | dia | tag | jour | dzien | data e ora | fecha y hora | data e hora |
        date et heure | datum und uhrzeit | data i godzina""",
    "month": """
        month | mese | mes | miesiac | monat | mois | year month | month year | maand | periodo | period |
        mese e anno | mes y ano | rok i miesiac""",
    "week": """
        week | settimana | semana | tydzien | woche | semaine | week start | week starting | week of |
        week commencing | iso week | calendar week | kw""",
    "time": """
        time | hour | ora | hora | heure | uhrzeit | godzina | orario | time gmt""",
    "title": """
        title | post title | update title | video title | titolo | titolo video | titolo del video |
        titulo | titulo del video | titulo de la publicacion | titulo do video | titre |
        titre de la video | titel | videotitel | beitragstitel | tytul | tytul filmu | headline |
        pin title | name""",
    "text": """
        description | caption | post text | tweet text | post message | post content | post caption |
        message | text | content | post | update | update text | copy | body | descrizione |
        didascalia | testo | testo del post | messaggio | contenuto | descripcion | texto |
        texto de la publicacion | contenido | mensaje | leyenda | descricao | legenda |
        texto do post | conteudo | mensagem | legende | texte | contenu | texte de la publication |
        message du post | beschreibung | inhalt | nachricht | beitragstext | bildunterschrift |
        beitrag | opis | tresc | tresc posta | tekst | wiadomosc | podpis | tweet | publicacion |
        publication | publicacao | pin description | post description | status message |
        post content text""",
    "permalink": """
        permalink | update link | post permalink | tweet permalink | post link | video link |
        post url | permanent link | link to post | link permanente | link al post | link del post |
        link do post | url del post | url del contenuto | collegamento permanente |
        enlace permanente | enlace de la publicacion | url de la publicacion | enlace |
        lien permanent | permalien | lien de la publication | url de la publication | lien |
        dauerlink | beitragslink | permanenter link | link zum beitrag | staly link |
        link bezposredni | lacze bezposrednie | link do posta | adres url posta | service link |
        content url | url | link | link del video | enlace del video | link do video |
        lien de la video | link do filmu""",
    "type": """
        post type | content type | media type | tipo di post | tipo de publicacion | tipo de post |
        tipo de publicacao | type de publication | beitragstyp | art des beitrags | typ posta |
        rodzaj posta | type de post | tipo di contenuto | tipo de contenido | tipo de conteudo |
        type de contenu | inhaltstyp | typ tresci | update type | format | formato | type | tipo |
        typ | media product type | status type | mediatype""",
    "impressions": """
        impressions | post impressions | total impressions | thumbnail impressions |
        lifetime post total impressions | video impressions | impressioni | impressioni totali |
        impressioni delle miniature | impresiones | impresiones totales | impresiones de miniaturas |
        impressoes | impressoes das miniaturas | impressionen | impressions des miniatures |
        impressionen der thumbnails | wyswietlenia miniatur | wyswietlenia miniatury |
        liczba wyswietlen tresci | impression count | impressions count | daily total impressions""",
    "views": """
        views | post views | video views | total views | total video views | plays | total plays |
        video plays | visualizzazioni | visualizzazioni totali | visualizzazioni video |
        visualizzazioni del video | riproduzioni | visualizaciones | visualizaciones totales |
        visualizaciones de video | visualizaciones del video | reproducciones |
        reproducciones de video | visualizacoes | visualizacoes totais | visualizacoes de video |
        visualizacoes do video | reproducoes | vues | vues totales | nombre total de vues |
        vues de la video | vues video | lectures | aufrufe | aufrufe insgesamt | videoaufrufe |
        gesamtaufrufe | wiedergaben | wyswietlenia | liczba wyswietlen | laczna liczba wyswietlen |
        wyswietlenia filmu | wyswietlenia wideo | odtworzenia | view count | views count | viewcount |
        play count | playcount | video view count | num views""",
    "reach": """
        reach | post reach | unique impressions organic | total reach | lifetime post total reach |
        reached audience | viewers | total viewers | unique viewers | unique impressions |
        unique views | accounts reached | people reached | copertura | copertura del post |
        account raggiunti | spettatori totali | alcance | alcance del post | cuentas alcanzadas |
        espectadores totales | contas alcancadas | couverture | portee | comptes touches |
        audience touchee | spectateurs | reichweite | erreichte konten | zuschauer | zasieg |
        zasieg posta | widzowie | daily total reach""",
    "clicks": """
        total clicks | clicks | pin clicks | post clicks | all clicks | clic totali | clic |
        click totali | click | clics totales | total de clics | clics | total de cliques | cliques |
        total des clics | klicks insgesamt | gesamtklicks | klicks | klicks gesamt |
        laczna liczba klikniec | klikniecia ogolem | klikniecia | wszystkie klikniecia |
        lifetime post consumptions""",
    "link_clicks": """
        link clicks | url clicks | post link clicks | link click | outbound clicks | clic sul link |
        clic sui link | click sul link | clics en el enlace | clics en enlaces | clics en el vinculo |
        cliques no link | cliques em links | clics sur un lien | clics sur le lien |
        clics sur les liens | linkklicks | link klicks | klicks auf den link | klikniecia linku |
        klikniecia linkow | klikniecia w link | klikniecia lacza | link clicks unique""",
    "likes": """
        reactions | likes | total likes | likes and reactions | reactions and likes |
        total reactions | reazioni | mi piace | mi piace totali | reacciones | me gusta |
        me gusta totales | reacoes | curtidas | total de curtidas | gostos | mentions j aime |
        j aime | nombre total de j aime | total des j aime | reaktionen | gefallt mir angaben |
        gefallt mir | likes insgesamt | reakcje | polubienia | laczna liczba polubien | favorites |
        favourites | favoriti | hearts | number of likes | post reactions | upvotes | like count |
        likes count | likecount | num reactions | num likes | reactions count | favorite count |
        diggcount""",
    "comments": """
        comments | total comments | comments and replies | replies | comments added | commenti |
        commenti totali | risposte | commenti aggiunti | comentarios | comentarios totales |
        total de comentarios | respuestas | respostas | comentarios anadidos |
        comentarios adicionados | commentaires | nombre total de commentaires | reponses |
        commentaires ajoutes | kommentare | kommentare insgesamt | antworten |
        hinzugefugte kommentare | komentarze | laczna liczba komentarzy | odpowiedzi |
        dodane komentarze | post comments | comment count | comments count | commentcount |
        num comments | reply count | number of comments""",
    "shares": """
        shares | total shares | post shares | condivisioni | condivisioni totali |
        veces que se ha compartido | veces compartido | compartidos | compartido |
        total de compartidos | compartilhamentos | total de compartilhamentos | partilhas | partages |
        nombre total de partages | geteilte inhalte | geteilt | teilungen | shares insgesamt |
        udostepnienia | laczna liczba udostepnien | share count | shares count | sharecount |
        num shares | number of shares""",
    "reposts": """
        reposts | retweets | repost | retweet | ripubblicazioni | republicaciones | republicacoes |
        republications | erneut geteilt | podane dalej | retweet count | repost count""",
    "saves": """
        saves | total saves | saved | bookmarks | total bookmarks | favorites added |
        add to favorites | pin saves | salvataggi | salvati | veces guardado |
        veces que se ha guardado | guardados | elementos guardados | salvamentos | salvos |
        guardadas | enregistrements | elements enregistres | gespeicherte beitrage | gespeichert |
        speicherungen | gespeicherte inhalte | zapisania | zapisane | zapisy | zapisane elementy |
        save count | saves count | saved count | bookmark count | collectcount""",
    "follows": """
        follows | new follows | new followers | followers gained | follower gained | net followers |
        follower acquisiti | nuovi follower | nuovi followers | follower in piu | segui | seguidores |
        nuevos seguidores | seguidores nuevos | seguidores ganados | novos seguidores | seguimentos |
        seguidores ganhos | followers en plus | nouveaux followers | nouveaux abonnes |
        abonnes gagnes | neue follower | gewonnene follower | obserwujacy | nowi obserwujacy |
        obserwacje | nowe obserwacje | net follower growth | follower growth | daily new likes |
        daily new follows | followers per day | new followers per day | daily followers |
        daily new followers | followers by day | follower al giorno | nuovi follower al giorno |
        follower giornalieri | follower per giorno | seguidores por dia | novos seguidores por dia |
        nuevos seguidores por dia | seguidores diarios | novos seguidores diarios |
        nuevos seguidores diarios | seguidores al dia | seguidores nuevos por dia |
        obserwujacy dziennie | nowi obserwujacy dziennie | obserwujacy na dzien | follower pro tag |
        neue follower pro tag | taglich neue follower | abonnes par jour | nouveaux abonnes par jour |
        volgers per dag | nieuwe volgers""",
    "unfollows": """
        unfollows | followers lost | lost followers | follower persi | seguidores perdidos |
        abonnes perdus | verlorene follower | utraceni obserwujacy""",
    "followers": """
        followers | total followers | follower | follower count | followers count | audience | fans |
        page likes | total fans | follower totali | seguaci | seguidores | seguidores totales |
        total de seguidores | abonnes | total abonnes | nombre d abonnes | nombre total d abonnes |
        follower insgesamt | obserwujacy | liczba obserwujacych | laczna liczba obserwujacych |
        followers total | nb followers | number of followers | number of fans | fan count |
        follower total | lifetime total likes | lifetime total follows""",
    "visits": """
        profile visits | page visits | profile views | page views | total page views |
        visite al profilo | visualizzazioni del profilo | visite alla pagina | visitas al perfil |
        visitas ao perfil | visualizaciones del perfil | visualizacoes do perfil | visites du profil |
        vues du profil | profilbesuche | profilaufrufe | wizyty w profilu | wyswietlenia profilu |
        user profile clicks | visitas al perfil totales | total page views total""",
    "interactions": """
        interactions | content interactions | engagements | engagement | total engagements |
        total engagement | post engagement | post engagements | reactions comments and shares |
        reactions comments shares | reazioni commenti e condivisioni | interazioni |
        interazioni totali | interacciones | reacciones comentarios y veces que se ha compartido |
        reacciones comentarios y compartidos | interacoes | reacoes comentarios e compartilhamentos |
        interactions totales | reactions commentaires et partages | interaktionen |
        reaktionen kommentare und geteilte inhalte | interakcje | reakcje komentarze i udostepnienia |
        aktywnosc""",
    "conversions": """
        conversions | conversioni | conversiones | conversoes | konwersje | konversionen""",
    "watch_seconds": """
        seconds viewed | secondi visualizzati | segundos visualizados | secondes regardees |
        secondes regarde | secondes vues | angesehene sekunden | obejrzane sekundy | total play time""",
    "watch_hours": """
        watch time hours | tempo di visualizzazione ore | tiempo de visualizacion horas |
        tempo de exibicao horas | duree de visionnage heures | wiedergabezeit stunden |
        czas ogladania w godzinach | czas ogladania godziny""",
}

_STEMS: Final = {
    "published": r"^(?=.*\b(?:ora|orario|data|hora|horario|fecha|heure|date|datum|czas|godzina|time)\b)"
    r".*(?:pubblic|publi|posted|veroff)",
    "post_id": r"^(?=.*(?:\bid\b|identif|kennung|identyfik)).*(?:\bpost|beitrag|publica|video|tweet|wpis)",
    "permalink": r"^(?:link|enlace|lien|url|lacze)\b.*(?:post|publica|beitrag|perman|video|contenu)",
    "views": r"^(?:views|visualizz|visualizac|vues|aufrufe|wyswietl|reproduc|odtworz)",
    "reach": r"^(?:post )?(?:reach|copertura|alcance|couverture|portee|reichweite|zasieg)",
    "impressions": r"^(?:impres|impression)",
    "likes": r"^(?:likes?|mi piace|me gusta|gefallt|j aime|mentions j|polubie|curtid|rea[czk]|gostos)",
    "comments": r"^(?:comments|commenti|comentarios|commentaires|kommentare|komentarz)",
    "shares": r"^(?:shares|condivis|compartid|compartil|partag|partilh|geteilt|udostep|veces.*compartid)",
    "saves": r"^(?:saves|saved|salvat|salvag|salvam|guardad|enregistr|gespeich|zapis|veces.*guardad)",
    "clicks": r"^(?:tot\w*|suma|laczna liczba|numero|nombre|all)\b.*(?:cli[ckq]|kli[ck])",
    "link_clicks": r"^(?=.*(?:cli[ckq]|kli[ck])).*(?:link|enlace|lien|lacz|url)",
    "follows": r"^(?:new|nuov\w*|nuev\w*|nov\w*|neue|nowi|nouve\w*|net)\b.*(?:follow|segui|abonn|obserw)",
}

SOCIAL: Final = WordTable(
    names=_NAMES,
    stems=_STEMS,
    # "Likes (vs. dislikes)" and "Views (%)" are other figures.
    another=r"%|\bvs\b|rate|average|avg|organi|sponsor|paid|boost",
    of_people=frozenset({"reach"}),
    not_whole=(
        r"organi|boost|paid|promo|sponsor|pagament|averag|\bavg\b|medi[ao]\b|moyen|durchschn|sredni|\d|second"
        r"|minut|\brate\b|\bper\b|profil|pagina|\bpage\b|dati|datos|donnees|dados|danych|daten|unique|unic"
        r"|tasso|tasa|taux|quote|wskaznik"
    ),
    counted=frozenset({"likes", "comments", "shares", "saves"}),
    # "Reactions, comments and shares" is none of the three.
    several=r"\b(?:and|e|y|i|und|et|ed)\b",
)

#: Columns of advertising reports: their figures are bought, by campaign, and no posts of the shop.
ADVERTISING: Final = """
    campaign name | campaign id | ad set name | ad name | ad group name | amount spent | cost | spend |
    nome campagna | nombre de la campana | nome da campanha | nom de la campagne | name der kampagne |
    nazwa kampanii | reporting starts"""
