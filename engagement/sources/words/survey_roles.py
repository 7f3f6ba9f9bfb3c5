"""What the columns of a survey are called that are no questions: an id, a date, a name, an address, a device.

English, Italian, Spanish, Polish, German, French and Portuguese. Names and patterns see a header in small
letters, without accents, with its marks.
"""

from __future__ import annotations

from typing import Final, Literal

from engagement.sources.words.table import WordTable, any_of

#: response: id of the submission · submitted: when · email, customer, phone: who · personal: who, in
#: words that reach no table · hidden: the tool's own columns, that nobody is split by · country,
#: channel, language, segment: what people are split by · custom: a tool's free field.
SurveyRole = Literal[
    "response", "submitted", "email", "customer", "phone", "hidden",
    "country", "channel", "language", "segment", "custom", "personal",
]  # fmt: skip

_NAMES: Final[dict[str, str]] = {
    "response": any_of(
        "response id|identyfikator|responseid|respondent id|respondentid|submission id|submissionid",
        "response-id",
        "token|#|id|ticket id|number|id risposta|id respuesta|id odpowiedzi|antwort-id|id de reponse",
        "id da resposta|survey response id|survey id|conversation id|entry id|uuid|response uuid",
        "review id|rating id|csat id|feedback id|comment id|survey response|protocolo",
        "numero do protocolo|numero de protocolo|numero di protocollo",
    ),
    "submitted": any_of(
        "submitted at|submit date (utc)|submit date|submission date|date submitted|completion time",
        "recordeddate|recorded date|end date|enddate|completed at|date completed|responded at",
        "response date|answered at|responded|timestamp|informazioni cronologiche|marca temporal",
        "sygnatura czasowa|horodateur|zeitstempel|carimbo de data/hora|created at|created|date|data",
        "created date|fecha|datum|date created|data odpowiedzi|data risposta|fecha de respuesta",
        "antwortdatum",
        "review date|review created|review created (utc)|date of review|reviewed at|rating date",
        "rated at|scored at",
        "scored datetime|create time|createtime|create date|created on|date of rating",
        "data recensione|fecha de la resena",
        "data opinii|bewertungsdatum|date de l'avis|data da avaliacao|conversation rated at|feedback date",
        "date de reponse|data da resposta|survey response date|response received|updated at",
        "ora di completamento|hora de finalizacion|godzina ukonczenia|fertigstellungszeit",
        "heure de fin|hora de conclusao|time submitted|answer date|start date (utc)|start time",
        "start date|startdate",
    ),
    "email": any_of(
        "email|e-mail|mail|posta elettronica|email address|e-mail address|emailaddress|your email",
        "what is your email",
        "what's your email address|recipientemail|recipient email|customer email|person email",
        "respondent email|user email|reviewer email|consumer email|contact email address",
        "contact email|client email",
        "author email|member email|guest email|recipient e-mail|indirizzo email|indirizzo e-mail",
        "indirizzo di posta elettronica",
        "correo|correo electronico|direccion de correo electronico|direccion de correo|adres e-mail",
        "adres email|nazwa uzytkownika|e-mail-adresse|nutzername|username|nome utente",
        "nombre de usuario|adresse e-mail|adresse email|courriel|nom d'utilisateur|endereco de e-mail",
        "endereco de email|nome de usuario|e-mail des empfangers|email id|e-mail id|mail id",
    ),
    "customer": any_of(
        "customer id|customerid|customer_id|client id|contactid|contact id|external id|externalid|user id",
        "userid|externalreference|external reference|external data reference|externaldatareference",
        "externe datenreferenz|id cliente|codice cliente|id del cliente|id klienta|numer klienta",
        "kundennummer|kunden-id|kundenid|id client|numero client|id do cliente|customer number",
        "customer no|shopify customer id|person id|numero cliente|numero de cliente|requester id|user",
        "student id|employee id|member id|guest id|patient id|passenger id",
    ),
    "phone": any_of(
        "phone|phone number|telephone|mobile|telefono|numero di telefono|cellulare|numero de telefono",
        "telefon|numer telefonu|telefonnummer|telephone number|numero de telephone|telefone|whatsapp",
        "contact phone number|contact phone|customer phone|reviewer phone|contact number|contact no",
        "mobile number|mobile no|phone no|whatsapp number",
    ),
    "country": any_of(
        "country|country code|paese|nazione|pais|kraj|land|pays",
        "country/region|country name|shipping country",
    ),
    "channel": any_of(
        "channel|canale|canal|kanal|distributionchannel|distribution channel|verteilungskanal",
        "sales channel|canale di vendita|canal de venta|kanal sprzedazy|vertriebskanal",
        "delighted source|response channel",
    ),
    "language": any_of(
        "language|lang|language code|lingua|idioma|lengua|jezyk|sprache|langue|userlanguage|user language",
        "benutzersprache|locale|survey language|lingua dell'utente|idioma del usuario",
        "jezyk uzytkownika",
    ),
    "segment": any_of(
        "age|age group|age range|gender|sex|plan|device|device type|delighted device type|region",
        "segment|tier|eta|fascia d'eta|genere|sesso|edad|genero|sexo|wiek|plec|alter|geschlecht",
        "age de|idade|piano|abbonamento|browser|os|operating system|customer type",
    ),
    "personal": any_of(
        "requester|submitter|contact|contact name|ip address|ip|ipaddress|ip-adresse|first name",
        "last name|name|full name|your name|what is your name|firstname|lastname|surname|nome",
        "cognome|nome e cognome|il tuo nome|nombre|apellido|apellidos|nombre y apellidos",
        "nombre completo|imie|nazwisko|imie i nazwisko|vorname|nachname|vor- und nachname|nom",
        "prenom|nom et prenom|sobrenome|nome completo|recipientfirstname|recipientlastname",
        "recipient first name|recipient last name|nachname des empfangers|vorname des empfangers",
        "autor|autore|auteur|autorin|verfasser|recenzent|rezensent|recensore|kunde|klient|cliente",
        "imie klienta",
        "nome cliente|nombre del cliente|reviewer|reviewer display name|display name|author",
        "consumer name|nickname|contact person|username name",
        "customer name|person name|company name|person|person properties|zip|zip code|postal code",
        "address|indirizzo|direccion|adres|adresse|endereco|customer|company|address 1|address 2",
        "address line 1|address line 2|zip/postal code|zip/post code|postcode|codigo postal|kod pocztowy",
        "plz|code postal",
        "nazwa|numer ip",
    ),
    "hidden": any_of(
        "collector id|collectorid|agent|agent name|assignee|network id|networkid|status|progress",
        "finished|duration (in seconds)|locationlatitude|locationlongitude|location latitude",
        "location longitude|anfangsdatum|last modified time|total points|quiz feedback",
        "response type|tags|stage date|response state|ending|url|source url|page url|referrer",
        "referer|user agent|permalink|link|order id|order number|order|order name|responseset",
        "response set|response url|score type|nps category|nps group|nps type|external data|ticket",
        "ticket subject|subject|partial|completed|complete|duration|time taken|time to complete",
        "hora de inicio|ora di inizio|startzeit|heure de debut|godzina rozpoczecia|segment id",
        "workspace|fbclid|gclid|survey|survey name|survey type|surveytype|form name|delighted page url",
        "choices|survey taken by user|row hash|question type|question category|teammate|assigned agent",
        "reply|reply content|reply text|review reply|company reply|response text|merchant reply",
        "store reply",
        "owner response|picture urls|pictures|photos|image urls|images|curated|published|publish status",
        "review status|product url|product image|domain|location id|reference number",
        "reference id|link to the conversation|conversation link|conversation url|ticket url|verified",
        "verified buyer|spam|is spam|marked as spam|hidden|is hidden|visible|visibility|moderation status",
        "helpful votes|votes up|votes down|business unit id|source system|metaobject handle",
    ),
}
#: Of the traits those that the tool itself adds: a segment, but nobody was asked.
NOT_ASKED: Final = frozenset(
    {
        "distributionchannel",
        "distribution channel",
        "verteilungskanal",
        "delighted source",
        "response channel",
    }
    | {"userlanguage", "user language", "benutzersprache", "locale", "survey language", "lingua dell'utente"}
    | {"idioma del usuario", "jezyk uzytkownika", "device", "device type", "delighted device type"}
    | {"browser", "os", "operating system"}
)

#: A name that is an id's and nothing else: "course_id", "OrderID"; no question in words ends like this.
IDENT: Final = (
    r"(?:[\w-]+ ){1,3}ids?(?: ?[(\[][\w ]*[)\]])?"
    r"|(?:[\w-]+ ){0,3}(?:id ?[(\[][\w ]*[)\]]|[ug]uids?|uids?|hash|identifiers?)"
    r"|(?:[\w-]+ ){0,3}identifica(?:tiv|dor)\w*"
)

_CUSTOM: Final = r"custom (?:data|field|value|variable)(?: \d+)?"
_PERSONAL: Final = any_of(
    r"\b(?:first|last|full|family|your|sur|middle) ?name\b|\bcognome\b|\bapellidos?\b|\bnazwisko\b",
    r"\bnachname\b|\bvorname\b|\bprenom\b|\bsobrenome\b|\bip[ -]?addres|\bdate of birth\b",
    r"\bbirthday\b|\bdata di nascita\b|\bfecha de nacimiento\b|\bdata urodzenia\b|\bgeburtsdatum\b",
    r"\bdate de naissance\b|\bdata de nascimento\b|\bcome ti chiami\b|\bcomo te llamas\b",
    r"\bwhat(?: is|'s) your name\b|\bwie heissen sie\b|\b(?:street|mailing|home) address\b",
    r"\b(?:tu|su) nombre\b|\bvotre (?:nom|prenom)\b|\bseu nome\b|\btuo nome\b|\b(?:ihr|dein) name\b",
    r"\b(?:reviewer|customer|client|contact|user|respondent|buyer|author|recipient|member|guest) name\b",
    r"\btwoje imie\b|\bna imie\b|\bcomment vous appelez",
    r"\bname of (?:the |your )?(?:[\w-]+ ){0,2}(?:member|customer|client|contact|respondent|guest)\b",
    r"\b(?:contact|mobile|phone) number of\b",
)
_TOOLS_OWN: Final = any_of(
    r" - topics$| - parent topics$| - sentiment(?: score| polarity)?$| - group$",
    r" nps group$|^delighted |^utm[ _]|^points - |^feedback - |^punti - |^puntos - |^punkty - ",
    r"^points? ?: ",
)

SURVEY: Final = WordTable(
    names=_NAMES, stems={"custom": f"^(?:{_CUSTOM})$", "personal": _PERSONAL, "hidden": _TOOLS_OWN}
)

#: What a question asks for whose answers people are split by.
ASKED_FOR: Final[dict[SurveyRole, str]] = {
    "country": r"\bcountry\b|\bnazione\b|\bpaese (?:di|in)\b|\b(?:que|tu) pais\b|\bkraju\b|\bquel pays\b",
    "language": r"\b(?:preferred|your|which|what) language\b|\blingua preferita\b|\bidioma preferido\b",
    "channel": r"\b(?:which|what|sales|purchase) channel\b|\bcanale d(?:i|')|\bcanal de\b",
}
