"""What loyalty programmes call the columns of their members, and the states of a member.

Smile.io, LoyaltyLion, Yotpo, Rivo, Stamped and people's own sheets, in English, Italian, Spanish,
Polish, German, French and Portuguese.
"""

from __future__ import annotations

from typing import Final

from engagement.sources.words.table import WordTable

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
