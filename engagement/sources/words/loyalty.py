"""What loyalty programmes call the columns of their members, and lists of contacts a person's consent.

Smile.io, LoyaltyLion, Yotpo, Rivo, Stamped, Shopify, Klaviyo, Squarespace, Wix and people's own sheets, in
English, Italian, Spanish, Polish, German, French and Portuguese.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.words.table import WordTable

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES: Final = {
    "email": """email | e mail | email address | customer email | member email | mail | indirizzo email |
        indirizzo e mail | posta elettronica | correo | correo electronico | direccion de correo |
        adres email | adres e mail | e mail adresse | emailadresse | adresse e mail | adresse email |
        courriel | endereco de email | endereco de e mail | contact email | user email""",
    "phone": """phone | phone number | mobile | mobile phone | mobile number | telephone | telefono |
        cellulare | numero di telefono | numero de telefono | movil | telefon | numer telefonu | komorka |
        telefonnummer | handy | telefone | celular | customer phone | tel""",
    "customer": """customer id | shopify customer id | customer number | customer no | client id | user id |
        shopify id | platform id | id cliente | codice cliente | numero cliente | numero de cliente |
        id klienta | numer klienta | kundennummer | kunden id | id client | numero client | id do cliente |
        external id | external customer id | merchant id | merchant customer id""",
    "member_id": """member id | membership id | membership number | member number | loyalty id |
        loyalty card | loyalty card number | loyalty number | card number | card id | id | smile id |
        numero tessera | tessera | codice tessera | id socio | numero socio | numero de tarjeta |
        numero de socio | id de socio | numer karty | karta | nr karty | mitgliedsnummer | kartennummer |
        numero de carte | carte | numero adherent | numero do cartao | numero de membro | loyaltylion id""",
    "joined": """joined | joined on | joined at | join date | date joined | member since | enrolled |
        enrolled on | enrolled at | enrollment date | enrolment date | signup date | sign up date |
        signed up at | signed up on | registered at | registered on | registration date | opt in date |
        opted in at | membership start | membership start date | start date | program joined at |
        loyalty join date | loyalty enrolled at | created at | created on | created | date created |
        iscritto il | iscritta il | data iscrizione | data di iscrizione | membro dal | socio dal |
        data adesione | data registrazione | data di registrazione | inscrito el | fecha de alta |
        fecha de inscripcion | fecha de registro | miembro desde | socio desde | fecha alta |
        data dolaczenia | data rejestracji | dolaczyl | dolaczono | data zapisu | data przystapienia |
        czlonek od | mitglied seit | beitrittsdatum | beitritt | registriert am | registrierungsdatum |
        angemeldet am | eintrittsdatum | membre depuis | date d inscription | date d adhesion | inscrit le |
        adherent depuis | membro desde | data de inscricao | data de adesao | data de cadastro |
        data de registro | creato il | creado el | utworzono | erstellt am | cree le | criado em""",
    "tier": """tier | vip tier | vip tier name | vip level | level | loyalty tier | membership tier |
        membership level | member tier | status level | rank | loyalty level | tier name | vip status |
        loyalty tier name | current tier | livello | livello vip | fascia | categoria socio | nivel |
        nivel vip | poziom | prog | poziom vip | stufe | level name | rang | niveau | palier |
        statut fidelite | club level | membership type | membership""",
    "points": """points balance | points | balance | point balance | current points | available points |
        loyalty points | points available | total points | reward points | current balance |
        points approved | coins | stars | saldo punti | punti | punti disponibili | punti fedelta |
        saldo de puntos | puntos | puntos disponibles | punkty | saldo punktow | dostepne punkty | punkte |
        punktestand | punktekonto | verfugbare punkte | solde de points | points disponibles |
        points fidelite | pontos | saldo de pontos | pontos disponiveis | credits | credit balance""",
    "points_earned": """points earned | lifetime points | lifetime points earned | total points earned |
        earned points | points issued | points collected | perks earned | lifetime points balance |
        punti guadagnati | punti accumulati | punti totali | puntos ganados | puntos acumulados |
        puntos obtenidos | zdobyte punkty | punkty zdobyte | gesammelte punkte | points gagnes |
        points cumules | pontos ganhos | pontos acumulados""",
    "points_spent": """points spent | points redeemed | redeemed points | points used | spent points |
        total points spent | total points redeemed | punti spesi | punti usati | punti utilizzati |
        punti riscattati | puntos gastados | puntos canjeados | puntos usados | wykorzystane punkty |
        punkty wykorzystane | wydane punkty | eingeloste punkte | points utilises | points depenses |
        points echanges | pontos gastos | pontos resgatados | pontos usados""",
    "redemptions": """redemptions | rewards redeemed | rewards claimed | rewards used |
        number of redemptions | redemption count | total redemptions | rewards count | premi riscattati |
        premi ritirati | canjes | recompensas canjeadas | nagrody odebrane | odebrane nagrody |
        eingeloste pramien | recompenses utilisees | resgates | recompensas resgatadas""",
    "referrals": """referrals | completed referrals | referrals completed | successful referrals |
        number of referrals | referral count | total referrals | friends referred | referred friends |
        customers referred | referred customers | referrals made | referrals count | inviti |
        amici invitati | amici portati | referral | referidos | amigos referidos | amigos invitados |
        recomendaciones | polecenia | poleceni znajomi | poleceni | empfehlungen | geworbene freunde |
        geworbene kunden | parrainages | filleuls | amis parraines | indicacoes | amigos indicados""",
    "state": """state | status | member status | membership status | loyalty status | enrolled status |
        program status | stato | estado | stan | mitgliedsstatus | statut | etat | enrolled in loyalty |
        is member | member | loyalty member | opted in | guest""",
}

_STEMS: Final = {
    "points": r"^(?:available |current |remaining |redeemable |my )(?:\w+ )?(?:points|coins|stars|credits)$",
    "joined": r"^(?:joined|enrolled|registered|signed up|member since)\b|^(?:iscritt|mitglied seit)",
    "member_id": r"^(?:loyalty|member(?:ship)?|reward\w*|card|tessera|tarjeta) (?:card )?"
    r"(?:id|number|no|nr|code)$",
}
#: Points that expire, are worth something, or belong to somebody's friend.
_BARRED: Final = (
    r"\bexpir\w*|\bscad\w+|\bcaduc\w+|\bwygas\w+|\bvalue\b|\bpending\b|\blast\b|\bnext\b|\breferred by\b"
)

MEMBER: Final = WordTable(names=_NAMES, stems=_STEMS, barred=_BARRED)

JOINED: Final = frozenset(
    {"member", "members", "active", "enrolled", "approved", "registered", "opted in", "vip", "yes", "true"}
    | {
        "attivo",
        "attiva",
        "iscritto",
        "iscritta",
        "membro",
        "socio",
        "activo",
        "activa",
        "miembro",
        "inscrito",
    }
    | {
        "aktywny",
        "aktywna",
        "czlonek",
        "zapisany",
        "aktiv",
        "mitglied",
        "actif",
        "active",
        "membre",
        "inscrit",
    }
    | {"ativo", "ativa", "si", "tak", "ja", "oui", "sim", "1", "y"}
)
CANDIDATE: Final = frozenset(
    {"candidate", "guest", "not enrolled", "not joined", "invited", "prospect", "pending", "unregistered"}
    | {"non member", "not a member", "no", "false", "opted out", "0", "n", "non iscritto", "candidato", "nie"}
    | {"invitado", "kandydat", "nein", "kandidat", "non", "candidat", "invite", "nao", "convidado"}
)
DISABLED: Final = frozenset(
    {"disabled", "blocked", "banned", "excluded", "inactive", "deleted", "suspended", "deactivated", "closed"}
    | {"left", "unsubscribed", "cancelled", "canceled", "disattivato", "bloccato", "inattivo", "sospeso"}
    | {"desactivado", "bloqueado", "inactivo", "suspendido", "nieaktywny", "zablokowany", "usuniety"}
    | {"deaktiviert", "gesperrt", "inaktiv", "desactive", "bloque", "inactif", "desativado", "inativo"}
)

_OF_CONTACTS: Final = {
    "email": _NAMES["email"],
    "phone": _NAMES["phone"],
    "customer": _NAMES["customer"],
    "country": """country | country code | default address country code | default address country |
        address country | billing country | shipping country | paese | nazione | codice paese | pais |
        codigo de pais | kraj | kod kraju | land | landercode | pays | code pays""",
    "email_consent": """accepts email marketing | accepts marketing | email marketing consent |
        email marketing status | email subscriber status | email subscription status | email subscription |
        email consent | email marketing | email opt in | email opted in | marketing consent |
        marketing opt in | marketing opted in | marketing permission | newsletter subscribed |
        newsletter subscription | newsletter subscriber | newsletter consent | subscribed to newsletter |
        subscription status | subscriber status | accepts newsletter | opt in marketing |
        consenso marketing | consenso email | consenso newsletter | consenso al marketing |
        iscritto alla newsletter | accetta marketing | accetta email marketing | accetta il marketing |
        consentimiento de marketing | consentimiento email | acepta marketing | acepta email marketing |
        acepta el marketing por correo electronico | suscrito al boletin | suscrito a la newsletter |
        zgoda marketingowa | zgoda na marketing | zgoda na newsletter | zgoda email |
        akceptuje marketing | zapisany do newslettera | marketing einwilligung | werbeeinwilligung |
        newsletter abonniert | newsletter anmeldung | akzeptiert marketing | akzeptiert e mail marketing |
        consentement marketing | consentement email | inscrit a la newsletter | accepte le marketing |
        accepte le marketing par e mail | consentimento de marketing | aceita marketing |
        inscrito na newsletter""",
    "sms_consent": """accepts sms marketing | sms marketing consent | sms marketing status | sms consent |
        sms subscription status | sms subscriber status | sms opt in | sms marketing | consenso sms |
        accetta sms marketing | consentimiento sms | acepta sms marketing | zgoda sms | zgoda na sms |
        sms einwilligung | consentement sms | consentimento sms""",
    "email_day": """email marketing consent timestamp | email consent timestamp | email consent date |
        consent timestamp | consent date | consent given on | opt in date | opted in at | optin time |
        confirm time | subscriber since | subscribed at | subscribed on | subscription date |
        data consenso | data del consenso | data iscrizione newsletter | fecha de consentimiento |
        fecha de suscripcion | data zgody | data zapisu do newslettera | datum der einwilligung |
        einwilligung am | date du consentement | date d inscription a la newsletter |
        data do consentimento""",
    "sms_day": """sms marketing consent timestamp | sms consent timestamp | sms consent date""",
}

CONTACT: Final = WordTable(names=_OF_CONTACTS)

#: What a cell says of a person's consent, as words are compared; yes and no are known by themselves.
CONSENT_STATES: Final[Mapping[str, str]] = {
    "subscribed": (
        "subscribed|subscribe|active|confirmed|granted|opted in|opt in|iscritto|iscritta|attivo|suscrito"
        "|suscrita|activo|zapisany|zapisana|aktywny|subskrybent|abonniert|angemeldet|aktiv|abonne|abonnee"
        "|inscrit|inscrite|actif|inscrito|inscrita|ativo"
    ),
    "pending": (
        "pending|pending confirmation|unconfirmed|awaiting confirmation|in attesa|da confermare|pendiente"
        "|sin confirmar|oczekuje|niepotwierdzony|ausstehend|unbestatigt|en attente|pendente"
    ),
    "unsubscribed": (
        "unsubscribed|unsubscribe|opted out|opt out|revoked|withdrawn|disiscritto|disiscritta|cancellato"
        "|annullato|dado de baja|baja|cancelado|wypisany|wypisana|wycofana|zrezygnowal|abgemeldet|widerrufen"
        "|desabonne|desinscrit|cancelou"
    ),
    "not_subscribed": (
        "not subscribed|never subscribed|non subscribed|nonsubscribed|never|none|transactional|archived"
        "|non iscritto|non iscritta|no suscrito|no suscrita|niezapisany|nicht abonniert|nicht angemeldet"
        "|non inscrit|non abonne|nao inscrito"
    ),
    "unreachable": (
        "cleaned|bounced|hard bounced|suppressed|invalid|complained|spam|blocked|rimbalzato|rebotado"
        "|odrzucony"
    ),
}
