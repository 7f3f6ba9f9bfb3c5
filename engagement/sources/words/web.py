"""What web analytics call their columns: Google Analytics 4 and Universal, Shopify, Matomo, Plausible.

English first, then Italian, Spanish, Polish, German, French, Portuguese and Dutch, as the tools'
own pages have them.
"""

from __future__ import annotations

from typing import Final

from engagement.sources.words.table import WordTable

#: Dimensions that have a column of their own; all others are joined into `detail`.
DIMENSIONS: Final = ("channel", "landing_page", "device", "country", "traffic_source", "campaign")
#: Columns that say when.
TIMES: Final = ("day", "week", "month")
#: Words that only Google Analytics 4 uses.
ONLY_GA4: Final = ("engaged_sessions", "engagement_rate", "goal_rate", "key_events", "active_users")

_NAMES: Final = {
    "day": """day | date | day index | date hour | giorno | data | indice del giorno | indice giorno | dia |
        fecha | indice de dias | indice de dia | dzien | indeks dnia | indeks dni | tag | datum |
        tagesindex | jour | indice journalier | indice de jour | indice do dia | dagindex | dag |
        date yyyymmdd | timestamp | datetime | date time | hour | date and time""",
    "week": """week | week start | week of | settimana | semana | tydzien | woche | semaine |
        week starting | week commencing""",
    "month": """month | year month | month of year | month of the year | mese | mese dell anno | mes |
        mes del ano | miesiac | monat | mois | mes do ano | maand""",
    "nth_day": "nth day | nth day index | n esimo giorno | dia n | n ter tag | nieme jour | n ty dzien",
    "channel": """channel | channels | channel group | default channel group | default channel grouping |
        session default channel group | session default channel grouping | session primary channel group |
        session channel group | marketing channel | referring channel | traffic channel |
        raggruppamento dei canali predefinito | canale | gruppo di canali predefinito |
        agrupacion de canales predeterminada | canal | grupo de canales predeterminado |
        domyslne grupowanie kanalow | kanal | domyslna grupa kanalow | standard channelgruppierung |
        standard channelgruppe | groupement de canaux par defaut | groupe de canaux par defaut |
        agrupamento de canais padrao | grupo de canais padrao | channel type | kanaal""",
    "landing_page": """landing page | landing page path | landing page query string | landing page url |
        landing page plus query string | landing page path and query string | entry page | entry page url |
        entry pages | pagina di destinazione | pagina di destinazione stringa di query | pagina de destino |
        pagina de destino cadena de consulta | strona docelowa | zielseite | landingpage |
        zielseite abfragestring | page de destination | page de destination chaine de requete |
        pagina de entrada | pagina de destino string de consulta | bestemmingspagina | landing path""",
    "device": """device category | device | device type | session device type | session device |
        categoria dispositivo | tipo di dispositivo | dispositivo | categoria de dispositivo |
        categoria do dispositivo | tipo de dispositivo | kategoria urzadzenia | urzadzenie |
        geratekategorie | geratetyp | gerat | categorie d appareil | categorie appareil | appareil |
        type d appareil | apparaatcategorie""",
    "country": """country | session country | country id | visitor country | country name | paese | pais |
        kraj | land | pays | location country | billing country | country territory | id paese |
        id del paese | id del pais | id do pais | id pays | id du pays | land id | lander id | id kraju""",
    "traffic_source": """session source medium | source medium | session source | source | traffic source |
        referrer source | session source platform | session manual source | session medium | medium |
        referrer | referring site | referrer name | referrer url | session manual source medium |
        referrer type | sorgente mezzo | sorgente mezzo sessione | sorgente sessione | sorgente |
        fuente medio | fuente medio de la sesion | fuente de la sesion | fuente | zrodlo medium |
        zrodlo sesji | zrodlo | medium zrodlo | zrodlo medium sesji | quelle medium |
        quelle medium der sitzung | quelle | source support | source support de la session |
        source de la session | origem midia | origem midia da sessao | origem da sessao | origem |
        bron medium | traffic type | referrer type name | visit source""",
    "campaign": """session campaign | campaign | campaign name | utm campaign | utm campaign name |
        session manual campaign name | campagna | campagna sessione | campana | campana de la sesion |
        kampania | kampania sesji | kampagne | kampagne der sitzung | campagne | campagne de la session |
        campanha | campanha da sessao""",
    "sessions": """sessions | total sessions | session count | sessioni | sesiones | sesje | liczba sesji |
        sitzungen | sessoes | sessies | visits | nb visits | total visits | visit count | visite | visitas |
        wizyty | besuche | visites | online store sessions | sesion""",
    "active_users": """active users | utenti attivi | usuarios activos | aktywni uzytkownicy |
        aktive nutzer | utilisateurs actifs | usuarios ativos | utilizadores ativos | actieve gebruikers""",
    "visitors": """total users | users | visitors | online store visitors | total visitors |
        unique visitors | nb uniq visitors | visitor count | unique users | utenti totali | utenti |
        total de usuarios | usuarios | usuarios totales | laczna liczba uzytkownikow | uzytkownicy |
        nutzer insgesamt | gesamtzahl der nutzer | nutzer | nombre total d utilisateurs | utilisateurs |
        total de utilizadores | utilizadores | gebruikers | visitatori | visitantes | odwiedzajacy |
        besucher | visiteurs | nutzer gesamt""",
    "new_visitors": """new users | new visitors | first time visitors | nuovi utenti | nuevos usuarios |
        usuarios nuevos | nowi uzytkownicy | neue nutzer | nouveaux utilisateurs | novos usuarios |
        novos utilizadores | nieuwe gebruikers""",
    "engaged_sessions": """engaged sessions | sessioni con coinvolgimento | sessioni coinvolte |
        sesiones con interaccion | sesiones con interacciones | sesje z zaangazowaniem |
        sesje zaangazowane | sitzungen mit interaktionen | sitzungen mit interaktion |
        interaktive sitzungen | sessions avec engagement | sessions engagees | sessoes engajadas |
        sessoes com interacao | sessoes com envolvimento | betrokken sessies""",
    "engagement_rate": """engagement rate | tasso di coinvolgimento | porcentaje de interacciones |
        porcentaje de interaccion | tasa de interaccion | tasa de interacciones |
        wspolczynnik zaangazowania | engagementrate | interaktionsrate | taux d engagement |
        taxa de engajamento | taxa de interacao | taxa de envolvimento | engagementpercentage""",
    "bounces": """bounces | bounce count | bounces count | bounced visits | bounced sessions | rimbalzi |
        rebotes""",
    "bounce_rate": """bounce rate | frequenza di rimbalzo | porcentaje de rebote | tasa de rebote |
        wspolczynnik odrzucen | absprungrate | taux de rebond | taxa de rejeicao | bouncepercentage |
        total bounce rate""",
    "cart_additions": """sessions with cart additions | total carts | added to cart |
        sessions added to cart | sessions with add to cart | add to cart sessions | carts |
        sessioni con aggiunte al carrello | sesiones con adiciones al carrito |
        sesiones con articulos agregados al carrito | sitzungen mit warenkorbzugaben |
        sitzungen mit hinzufugungen zum warenkorb | sessions avec ajouts au panier |
        sessoes com adicoes ao carrinho | sesje z dodaniem do koszyka""",
    "cart_rate": "added to cart rate | add to cart rate | cart rate",
    "reached_checkout": """sessions that reached checkout | total checkouts | reached checkout | checkouts |
        sessions reached checkout | begin checkout sessions | sessioni che hanno raggiunto il checkout |
        sessioni arrivate al check out | sesiones que llegaron a la pantalla de pago |
        sesiones que alcanzaron el pago | sitzungen die den checkout erreicht haben |
        sessions ayant atteint le paiement | sessions ayant atteint le passage a la caisse |
        sessoes que chegaram ao checkout | sesje ktore dotarly do kasy""",
    "checkout_rate": "reached checkout rate | checkout rate",
    "completed": """sessions that completed checkout | total orders placed | sessions converted |
        completed checkout | converted sessions | visits with conversions | nb visits converted |
        sessions completed checkout | sessioni che hanno completato il checkout |
        sessioni con check out completato | sesiones que completaron el pago |
        sitzungen die den checkout abgeschlossen haben | sessions ayant finalise le paiement |
        sessions ayant effectue le paiement | sessoes que concluiram o checkout |
        sesje z ukonczonym zakupem | sessions that converted""",
    "conversion_rate": """conversion rate | total conversion | online store conversion rate |
        completed checkout rate | checkout conversion rate | tasso di conversione | tasa de conversion |
        wspolczynnik konwersji | konversionsrate | conversion rate online store | taux de conversion |
        taxa de conversao""",
    "goal_rate": """session key event rate | session conversion rate | tasso eventi chiave sessione |
        tasso di eventi chiave della sessione | tasso di conversione sessione |
        tasa de eventos clave de la sesion | tasa de eventos clave de sesion |
        porcentaje de eventos clave de la sesion | tasa de conversion de sesiones |
        wspolczynnik kluczowych zdarzen sesji | wspolczynnik konwersji sesji |
        rate der schlusselereignisse pro sitzung | schlusselereignisrate der sitzung |
        sitzungs schlusselereignisrate | sitzungs conversion rate | conversion rate pro sitzung |
        taux d evenements cles de la session | taux d evenements cles par session |
        taux de conversion des sessions | taxa de eventos principais da sessao |
        taxa de conversao da sessao""",
    "goals": """goal completions | completamenti obiettivo | objetivos cumplidos |
        consecuciones de objetivos | realizacje celow | zielvorhaben abschlusse |
        abschlusse fur zielvorhaben | objectifs realises | conclusoes de meta | doelvoltooiingen""",
    "key_events": """key events | conversions | total conversions | eventi chiave | conversioni |
        eventos clave | conversiones | kluczowe zdarzenia | konwersje | schlusselereignisse | konversionen |
        evenements cles | eventos principais | eventos chave | conversoes | belangrijke gebeurtenissen |
        conversies | goal conversions""",
    "transactions": """transactions | ecommerce purchases | purchases | orders placed | total purchasers |
        transazioni | transacciones | transakcje | transaktionen | transacoes | transacties |
        acquisti e commerce | compras de comercio electronico | e commerce kaufe | achats e commerce""",
    "pageviews": """views | pageviews | page views | screen page views | total pageviews | screen views |
        nb pageviews | actions | nb actions | visualizzazioni | visualizzazioni di pagina | vistas |
        numero de vistas |
        numero de paginas vistas | paginas vistas | visitas a paginas | wyswietlenia | odslony | aufrufe |
        seitenaufrufe | vues | pages vues | nombre de vues | visualizacoes | visualizacoes de pagina |
        visualizacoes de paginas | weergaven | paginaweergaven""",
    "revenue": """total revenue | purchase revenue | revenue | ecommerce revenue | total sales | sales |
        entrate totali | entrate | ricavi | ingresos totales | total de ingresos | ingresos |
        laczne przychody | przychody | calkowite przychody | gesamtumsatz | umsatz | gesamteinnahmen |
        revenu total | revenus | revenus totaux | chiffre d affaires | receita total | receita |
        receita de compras | totale opbrengst | opbrengst""",
    "currency": "currency | currency code | valuta | moneda | waluta | wahrung | devise | moeda",
}

_STEMS: Final = {
    "channel": r"channel group|gruppo di canali|raggruppamento d\w+ canal|grup\w* de canal|agrup\w* de cana"
    r"|grupowanie kanal|grupa kanal|channelgrupp|group\w* de canaux|kanaalgroep",
    "landing_page": r"^landing ?pag|^entry page",
    "engaged_sessions": r"^engaged (?:sessions|visits)$",
}

#: What brought a person the first time: it splits people, and not sessions by their own channel.
FIRST_USER: Final = (
    r"^first user\b|\bprim\w+ (?:utente|utilizador|usuari[oa]|grup|canal|campan|campagna|fuente|sorgente)"
    r"|\bprim\w+ (?:origem|medio|mezzo|midia)|\bpremi\w+ (?:utilisateur|groupe|source|support|campagne)"
    r"|\berste\w? (?:nutzer|standard|channel|quelle|medium|kampagne)|\bpierwsz\w+ uzytkownik"
    r"|\beerste gebruiker"
)
#: Another period's figures, people by their first visit, averages and shares, and a tool's own addresses.
_BARRED: Final = (
    r"\bprevious\b|\bcomparison\b|\bprior period\b|\b(?:pct|percentage) change\b|\bchange in\b|^metadata "
    r"|\bpoprzedni\w* okres|\bperiodo (?:anterior|precedente)|\bperiode precedente|\bvorherig|\bvorperiode"
    rf"|{FIRST_USER}"
)


#: Figures that count people, though their names do not begin so.
_OF_PEOPLE: Final = frozenset({"visitors", "active_users", "new_visitors"})

WEB: Final = WordTable(names=_NAMES, stems=_STEMS, barred=_BARRED, of_people=_OF_PEOPLE)
