"""What people write in the survey, in five languages: an opening and one or two details."""

from __future__ import annotations

from typing import Any

#: Language -> mood -> (openings, details); `{item}` is one of the language's items.
WORDS: dict[str, dict[str, Any]] = {
    "it": {
        "items": ("la lampada", "la tovaglia", "la coperta", "la lanterna di carta", "la federa"),
        "glad": (
            ("Tutto perfetto!", "Bellissimo.", "Continuate così,", "Che dire:", "Sono felice:"),
            (
                "{item} è ancora più bella dal vivo.",
                "Consegna puntuale.",
                "Pacco curato, si vede l'amore.",
                "Anche mia sorella ha ordinato {item}.",
                "Il lino è morbidissimo.",
            ),
        ),
        "so so": (
            ("Bello, ma", "Nel complesso bene, però", "Si può migliorare:", "Non male,"),
            (
                "le spese di spedizione sono alte.",
                "vorrei più colori per {item}.",
                "le foto potrebbero essere più chiare.",
                "mi aspettavo {item} più grande.",
            ),
        ),
        "cross": (
            ("Peccato.", "Non comprerò più:", "Delusa,", "Male,"),
            (
                "{item} è arrivata rotta.",
                "nessuno risponde alle e-mail.",
                "tre settimane per la consegna.",
                "il reso è stato complicatissimo.",
                "il colore è diverso dalla foto.",
            ),
        ),
    },
    "es": {
        "items": ("la lámpara", "la manta", "el mantel", "el farol de papel", "la funda"),
        "glad": (
            ("¡Todo perfecto!", "Me encanta.", "Muy contenta:", "Un acierto:", "Repetiré,"),
            (
                "{item} es una preciosidad.",
                "Llegó antes de lo previsto.",
                "El lino es de muy buena calidad.",
                "Regalé {item} y gustó mucho.",
            ),
        ),
        "so so": (
            ("Bien, aunque", "Correcto, pero", "En general bien;", "Le falta algo:"),
            (
                "el envío tarda.",
                "más medidas para {item}, por favor.",
                "los gastos de envío son altos.",
                "esperaba {item} más grande.",
            ),
        ),
        "cross": (
            ("Una decepción:", "Mal,", "No volveré a comprar:", "Lástima,"),
            (
                "el pedido llegó tarde y sin aviso.",
                "{item} llegó con un golpe.",
                "nadie contesta a los correos.",
                "la devolución fue muy complicada.",
                "desde hace meses el envío a España es un desastre.",
            ),
        ),
    },
    "pl": {
        "items": ("lampa", "narzuta", "lniany obrus", "papierowy lampion", "poszewka"),
        "glad": (
            ("Wszystko super!", "Polecam.", "Jestem zachwycona:", "Dziękuję,", "Pięknie,"),
            ("{item} na żywo jeszcze ładniej.", "Szybka dostawa.", "Bardzo dobra jakość.", "Na pewno wrócę."),
        ),
        "so so": (
            ("Ładne, ale", "W porządku, choć", "Można lepiej:", "Nieźle,"),
            ("drogo.", "brakuje polskich metod płatności.", "{item} w większym rozmiarze?", "dostawa trwa."),
        ),
        "cross": (
            ("Szkoda,", "Rozczarowanie:", "Niestety", "Nie polecam:"),
            (
                "paczka szła trzy tygodnie.",
                "zwrot trwał zbyt długo.",
                "{item} z uszkodzeniem.",
                "nikt nie odpisuje.",
            ),
        ),
    },
    "de": {
        "items": ("die Lampe", "die Decke", "die Tischdecke", "der Lampion", "der Bezug"),
        "glad": (
            ("Gerne wieder!", "Wunderbar,", "Alles bestens:", "Ich bin begeistert:", "Danke,"),
            (
                "{item} sieht toll aus.",
                "schnelle Lieferung.",
                "der Stoff fühlt sich herrlich an.",
                "liebevoll verpackt.",
            ),
        ),
        "so so": (
            ("Schön, aber", "Ganz gut, nur", "Insgesamt in Ordnung,", "Könnte besser sein:"),
            (
                "der Versand ist teuer.",
                "mehr Farben wären gut.",
                "{item} hätte ich größer erwartet.",
                "die Suche ist langsam.",
            ),
        ),
        "cross": (
            ("Schade,", "Enttäuscht:", "Leider", "Nie wieder:"),
            (
                "drei Wochen Lieferzeit.",
                "die Rücksendung war umständlich.",
                "{item} kam beschädigt an.",
                "niemand antwortet.",
                "die Farbe ist anders als auf dem Foto.",
            ),
        ),
    },
    "en": {
        "items": ("the lamp", "the throw", "the tablecloth", "the lantern", "the cushion cover"),
        "glad": (
            ("Lovely.", "Nothing, really!", "Keep going:", "So happy:", "Thank you,"),
            (
                "{item} is even nicer in person.",
                "it came right on time.",
                "beautiful linen.",
                "we ordered {item} again for my mother.",
            ),
        ),
        "so so": (
            ("Good, but", "Fine, though", "Nearly there:", "Nice,"),
            (
                "shipping is expensive.",
                "more sizes, please.",
                "I expected {item} to be bigger.",
                "the photos could be clearer.",
            ),
        ),
        "cross": (
            ("Disappointed:", "A pity,", "Not again:", "Sorry,"),
            (
                "{item} came late and damaged.",
                "returns are far too complicated.",
                "nobody answered my e-mail.",
                "three weeks for a parcel.",
            ),
        ),
    },
}
