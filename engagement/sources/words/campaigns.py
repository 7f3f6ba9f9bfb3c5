"""What e-mail and SMS tools call the columns of a campaign.

Mailchimp, Klaviyo, MailerLite, Brevo, Attentive, Postscript and people's own sheets, in English,
Italian, Spanish, Polish, German, French and Portuguese.
"""

from __future__ import annotations

from typing import Final

from engagement.sources.words.table import WordTable

_NAMES: Final = {
    "campaign_id": """campaign message id | message id | campaign id | unique id | campaign uid |
        campaign key | id campagna | id de la campana | id campana | id kampanii | kampagnen id |
        id de la campagne | id da campanha | campaignid | broadcast id | id""",
    "name": """campaign message name | campaign name | campaign title | campaign | message name | title |
        name | broadcast name | newsletter | nome campagna | campagna | nome della campagna | titolo |
        nombre de la campana | nombre de campana | campana | nombre | nazwa kampanii | kampania | tytul |
        nazwa | kampagnenname | kampagne | name der kampagne | titel | nom de la campagne | campagne | nom |
        nome da campanha | campanha | titulo | titre | nome | message title | mailing |
        flow message name | automation name""",
    "subject": """subject | subject line | email subject | oggetto | asunto | temat | betreff |
        betreffzeile | objet | assunto | ligne d objet | linea de asunto""",
    "list": """list | audience | audience name | list name | segment | segments | lists |
        included segments | lista | pubblico | publico | odbiorcy | liste | zielgruppe | segmento |
        segmenti | segmentos | group | groups | audience segment | segment name | recipients list |
        sent to""",
    "channel": """campaign message channel | campaign channel | message channel | flow message channel |
        channel |
        message type | campaign type | type | canale | canal | kanal | tipo | typ | medium""",
    "variant": "variant | variation | variant name | variation name | variante | wariant | combination",
    "status": "status | state | campaign status | stato | estado | etat | statut | stan",
    "sent": """delivery date time | sent | sent at | sent on | sent date | date sent | send date |
        sent time | send date time | send datetime | sending date | launch date | start date |
        delivery date | launched | scheduled at | campaign date | day sent | send time | sent date time |
        date of sending | data di invio | data invio | inviata il | inviato il | inviato | inviata |
        fecha de envio | enviado | enviada | enviado el | data wysylki | data wyslania | wyslano | wyslana |
        versanddatum | gesendet am | gesendet | sendedatum | date d envoi | envoye le | envoye |
        data de envio | enviada em | enviado em | date and time sent | delivered at | completed at | date |
        data | fecha | datum | inviate | inviati | enviados | enviadas | wyslane | wyslanych | versendet |
        envoyes | envoyees | data i godzina wysylki | day""",
    "time": """send time | time sent | sent time | time | ora di invio | hora de envio | godzina wysylki |
        versandzeit | heure d envoi""",
    "recipients": """total recipients | recipients | total emails sent | emails sent | total sent |
        sent count | messages sent | total sends | sends | sms sent | texts sent | total messages sent |
        subscribers sent | recipient count | number of recipients | sent to count | destinatari |
        destinatari totali | totale destinatari | email inviate | messaggi inviati | invii | destinatarios |
        total de destinatarios | correos enviados | mensajes enviados | envios | liczba odbiorcow |
        wyslane wiadomosci | empfanger | empfanger gesamt | gesendete e mails | versendete e mails |
        destinataires | nombre de destinataires | total des destinataires | e mails envoyes | envois |
        emails enviados | mensagens enviadas | total recipients count | num recipients | sms sends |
        messages""",
    "delivered": """successful deliveries | total delivered | delivered | delivered emails | deliveries |
        emails delivered | messages delivered | delivered messages | successfully delivered |
        total deliveries | consegnate | consegnati | consegne | consegne riuscite | email consegnate |
        entregados | entregadas | entregas | correos entregados | dostarczone | dostarczono |
        dostarczonych | zugestellt | zugestellte e mails | zustellungen | delivres | delivrees | livres |
        livraisons | entregues | emails entregues | distribues | sms delivered | texts delivered""",
    "unique_opens": """unique opens | recipients who opened | opened | unique opened | openers |
        unique openers | opens unique | people who opened | unique email opens | aperture uniche | aperti |
        aperte | aperture univoche | aperturas unicas | abiertos | unikalne otwarcia | otwarcia unikalne |
        otwarte | otwarto | otwartych |
        eindeutige offnungen | geoffnet | einmalige offnungen | ouvertures uniques |
        ouverts | ouvertes | abiertas | abertas |
        ouvreurs | aberturas unicas | abertos | unique views | trackable unique opens""",
    "opens": """total opens | opens total | opens | total opened | email opens | open count |
        trackable opens |
        aperture | aperture totali | totale aperture | aperturas | aperturas totales | total de aperturas |
        otwarcia |
        wszystkie otwarcia | laczna liczba otwarc | offnungen | offnungen gesamt |
        gesamtzahl der offnungen | ouvertures | total des ouvertures | ouvertures totales | aberturas |
        total de aberturas | total views""",
    "unique_clicks": """unique clicks | recipients who clicked | clicked | unique clicked | clickers |
        unique clickers | clicks unique | people who clicked | unique link clicks | unique email clicks |
        clic unici | clic univoci | cliccati |
        cliccate | clics unicos | klikniecia unikalne | unikalne klikniecia |
        klikniete | kliknieto | kliknietych |
        eindeutige klicks | einmalige klicks | geklickt | clics uniques |
        cliqueurs | cliques unicos | clicados | clicadas | cliquees""",
    "clicks": """total clicks | clicks total | clicks | link clicks | total link clicks | total clicked |
        click count | email clicks | clic | clic totali | totale clic | clics | clics totales |
        total de clics |
        klikniecia | wszystkie klikniecia | laczna liczba klikniec | klicks | klicks gesamt |
        gesamtzahl der klicks | total des clics | cliques | total de cliques""",
    "unsubscribes": """unique unsubscribes | unsubscribes | total unsubscribes | unsubscribed |
        total unsubs | unsubs | unsubscriptions | opt outs | optouts | opted out | total opt outs |
        unsubscribe count | unsubscribers | disiscrizioni | disiscritti | cancellazioni |
        annullamenti iscrizione | bajas | cancelaciones de suscripcion | cancelaciones | desuscripciones |
        rezygnacje | wypisani | wypisy | wypisania | abmeldungen | abgemeldet | desabonnements |
        desabonnes | desinscriptions | desinscrits | cancelamentos | descadastros |
        cancelamentos de inscricao | anulacoes de subscricao""",
    "bounces": """bounces | total bounces | bounced | bounce count | bounced emails | rimbalzi |
        rimbalzi totali | totale rimbalzi | rebotes | rebotes totales | total de rebotes | odbicia |
        zwroty | odrzucone | bounces gesamt | gesamte bounces | rebonds | total des rebonds | devolucoes |
        rejeicoes | failed deliveries | undelivered | failed""",
    "hard_bounces": """hard bounces | hard bounce | hard bounced | bounces hard | rimbalzi permanenti |
        rebotes duros | rebotes permanentes | twarde odbicia | harte bounces | rebonds definitifs |
        hard bounces count""",
    "soft_bounces": """soft bounces | soft bounce | soft bounced | bounces soft | rimbalzi temporanei |
        rebotes blandos | rebotes suaves | rebotes temporales | miekkie odbicia | weiche bounces |
        rebonds temporaires""",
    "complaints": """spam complaints | abuse complaints | total abuse complaints | complaints |
        unique spam complaints | marked as spam | spam reports | spam | abuse reports | reported spam |
        complaint count | segnalazioni di spam | segnalazioni spam | segnalazioni di abuso | reclami |
        quejas de spam | quejas | denuncias de spam | denuncias | skargi | skargi na spam |
        zgloszenia spamu | spam beschwerden | beschwerden | plaintes | plaintes pour spam |
        signalements de spam | reclamacoes de spam | reclamacoes | queixas de spam""",
    "orders": """total placed order | total placed orders | placed order | placed orders | total orders |
        orders | unique placed order | unique placed orders | conversions | total conversions | purchases |
        total purchases | unique conversions | unique ordered product | total ordered product |
        order count | ordini | acquisti | conversioni | ordini totali | pedidos | compras | conversiones |
        zamowienia | liczba zamowien | konwersje | bestellungen | kaufe | konversionen | commandes |
        achats | encomendas | conversoes | attributed orders | attributed conversions | number of orders""",
    "revenue": """total placed order value | placed order value | total revenue | revenue | total sales |
        sales | campaign revenue | attributed revenue | total gross sales | gross sales | order revenue |
        conversion value | total conversion value | email revenue | sms revenue | revenue generated |
        earned | entrate | ricavi | fatturato | entrate totali | ricavi totali | ingresos |
        ingresos totales | facturacion | ventas | przychod | przychody | laczny przychod | obrot | umsatz |
        einnahmen | gesamtumsatz | revenus | chiffre d affaires | revenu | receita | receita total |
        faturamento | vendite | vendas | ventes""",
    "currency": "currency | currency code | valuta | moneda | waluta | wahrung | devise | moeda",
    "open_rate": """open rate | unique open rate | opens rate | opened rate | tasso di apertura |
        tasa de apertura | porcentaje de apertura | wskaznik otwarc | wspolczynnik otwarc | offnungsrate |
        taux d ouverture | taxa de abertura | or""",
    "click_rate": """click rate | unique click rate | clicked rate | click through rate | ctr |
        tasso di clic | percentuale di clic | tasa de clics | porcentaje de clics | wskaznik klikniec |
        wspolczynnik klikniec | klickrate | taux de clic | taux de clics | taxa de cliques""",
    "unsubscribe_rate": """unsubscribe rate | unsub rate | opt out rate | tasso di disiscrizione |
        tasa de cancelacion | tasa de bajas | wskaznik rezygnacji | abmelderate | taux de desabonnement |
        taux de desinscription | taxa de cancelamento""",
    "site_bounce_rate": "bounce rate",
}

_STEMS: Final = {
    "orders": r"^unique (?!.*\b(?:open|click|unsub|recipient|spam|bounce|visit|view|apple|privacy)).*"
    r"\b(?:order|purchase|checkout|zamow|bestell|pedido|ordin|commande)",
    "recipients": r"^(?:total |number of )?(?:e ?mails?|sms|mms|texts?|messages) sent$",
}

#: Parts, averages and other people's figures.
_BARRED: Final = (
    r"\bper\b|\bavg\b|\baverage\b|\bweekday\b|\bday of week\b|\bexcluded\b|\bprevious\b|\bcomparison\b"
    r"|\bwinning\b|^last |\bpreview\b|\bforwarded\b|\bapple\b|\bprivacy\b|\bestimated\b|\bcost\b"
    r"|\bfrom (?:name|email)"
)

#: What was sent, opened and so on, where the figure's name says it.
MAILS: Final = (
    "email",
    "emails",
    "e mail",
    "e mails",
    "mails",
    "messages",
    "messaggi",
    "correos",
    "mensajes",
    "mensagens",
    "maile",
    "maili",
    "e maile",
    "e maili",
    "wiadomosci",
    "courriels",
    "newsletters",
)
#: Words for what was sent, which alone are when it was.
SENT: Final = (
    "sent inviate inviati enviados enviadas wyslane wyslanych gesendet gesendete versendet versendete envoyes"
    " envoyees"
)


#: Figures whose names may say what was sent beside them.
OF_MAILS: Final = frozenset(
    {"recipients", "delivered", "unique_opens", "opens", "unique_clicks", "clicks", "unsubscribes", "bounces"}
)

#: Figures that count people, though their names do not begin so.
_OF_PEOPLE: Final = frozenset({"recipients", "delivered", "unsubscribes", "complaints"})

CAMPAIGN: Final = WordTable(names=_NAMES, stems=_STEMS, barred=_BARRED, of_people=_OF_PEOPLE)
