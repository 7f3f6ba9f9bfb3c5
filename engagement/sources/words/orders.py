"""What people call the columns of an order table, in nine languages, without accents.

English, Italian, Spanish, Polish, German, French, Portuguese, Dutch, Swedish (and what Danish and
Norwegian share with it); little words and spellings of "number" are left out when headers are compared
(the sets of words at the end). What a number of an order is called stands in `order_numbers`.
"""

from __future__ import annotations

from typing import Final

from engagement.sources.words.table import WordTable

#: Field -> phrases, the best first. Where columns tie, the earlier phrase wins.
_NAMES: Final[dict[str, str]] = {
    "email": (
        "customer email|buyer email|purchase email|billing email|contact email|email|e mail|mail"
        "|email address|user email|email cliente|indirizzo email|posta elettronica|correo"
        "|correo electronico|email del cliente"
        "|adres email|email klienta|email adresse|email kunde|kunden email|adresse email|courriel"
        "|email client|endereco email|emailadres|email klant|absender email adresse|from email address"
        "|epost|e post|epostadress|e post adress|kundens epost"
    ),
    "order_id": (
        "order id|order number|orderid|ordernumber|order|order reference|order name|order code|sales order"
        "|invoice number|invoice id|invoice|invoiceno|receipt number|receipt id|receipt|transaction id"
        "|transaction number|transactionid|sale id|purchase id|increment id|sales record number|id ordine"
        "|numero ordine|ordine|codice ordine|riferimento ordine|numero fattura|fattura|scontrino|ricevuta"
        "|id pedido|numero pedido|pedido|codigo pedido|referencia pedido|numero factura|factura|ticket"
        "|id zamowienia|numer zamowienia|zamowienie|numer faktury|faktura|paragon|numer paragonu"
        "|bestellnummer|bestellung|bestell id|auftragsnummer|auftrag|rechnungsnummer"
        "|rechnung|belegnummer|numero commande|id commande|commande"
        "|reference commande|numero facture|facture|numero encomenda|encomenda|id encomenda|numero fatura"
        "|nota fiscal|number venta|id venta|bestelling|bestelnummer|ordernummer|factuurnummer|bonnummer"
        "|payment id|payment number|charge id|id pagamento|id pago|id platnosci|zahlungs id|id paiement"
    ),
    "date": (
        "order date|order date time|order created|ordered at|ordered on|order placed|placed at|placed on"
        "|purchase date|purchased at|purchased on|date purchased|sale date|date ordered|order timestamp"
        "|orderdate|invoice date|invoicedate|created at|date created|created on|created|creation date"
        "|transaction date|date time|datetime|timestamp|order time|date|day|data ordine|data acquisto"
        "|data creazione|data vendita|creato il|data ora|data fattura|data|fecha pedido|fecha compra"
        "|fecha creacion|fecha venta|fecha hora|fecha factura|creado|fecha|data zamowienia|data zakupu"
        "|data utworzenia|data zlozenia|data sprzedazy|data zlozenia zamowienia|bestelldatum|bestellt am"
        "|kaufdatum|auftragsdatum|erstellt am|verkaufsdatum|rechnungsdatum|datum|date commande|date achat"
        "|date creation|date vente|cree le|date facture|date heure|data pedido|data compra|data criacao"
        "|data encomenda|data venda|data hora|criado em"
        "|erstellungsdatum|bestellzeit|bestellzeitpunkt|eingangsdatum|kaufzeitpunkt|data transakcji"
        "|besteldatum|aankoopdatum|datum bestelling|factuurdatum|aangemaakt op"
        "|orderdatum|bestallningsdatum|kopdatum|skapad|fakturadatum|ordredato|bestillingsdato|købsdato|dato"
        "|fecha orden|data reserva|booking date|data prenotazione|buchungsdatum|data rezerwacji"
    ),
    "time": "time|order time|ora|hora|godzina|uhrzeit|zeit|heure|tijd|tijdstip|tid|klockslag|bestellzeit",
    "amount": (
        "order total|total order|grand total|total amount|total price|total paid|amount paid|order amount"
        "|order value|total charged|total|amount|total sales|gross sales|net sales|total revenue|revenue"
        "|sales|sale amount|purchase amount|total spent|value|payment|turnover|sum|paid|dollar value"
        "|transaction amount|totale ordine|importo totale|totale|importo|totale pagato|valore ordine|valore"
        "|incasso|ricavo|fatturato|prezzo totale|importe total|total pedido|importe|monto total|monto"
        "|total pagado|valor pedido|valor total|valor|precio total|ingresos|facturacion|kwota zamowienia"
        "|wartosc zamowienia|kwota brutto|wartosc brutto|kwota|wartosc|suma|razem|lacznie|zaplacono"
        "|do zaplaty|suma zamowienia|gesamtbetrag|bestellwert|bestellsumme|gesamtsumme|gesamtpreis"
        "|rechnungsbetrag|betrag|summe|gesamt|umsatz|auftragswert|endbetrag|bruttobetrag|total commande"
        "|montant total|montant|total ttc|prix total|valeur|chiffre affaires|montant ttc|total encomenda"
        "|preco total|montante|receita|faturamento|total pago"
        "|vendite nette|vendite totali|ventas netas|ventas totales|sprzedaz netto|nettoumsatz"
        "|ventes nettes|vendas liquidas|total order amount|price paid|amount charged|charged amount"
        "|order sum|bill amount|invoice amount|invoice value|gross amount|gross"
        "|ingresos por productos|bedrag|totaalbedrag|totaal|orderbedrag|bestelbedrag|lordo|brutto|bruto"
        "|montant brut|brut"
        "|omzet|omsattning|omsætning|summa|belopp|totalbelopp|totalsumma|ordersumma|ordervarde|totalt|beløb|beløp"
        "|total venda|valor venda"
    ),
    "line_amount": (
        "line total|item total|line amount|item amount|row total|extended price|line price|item subtotal"
        "|line sales|totale riga|importo riga|totale articolo|total linea|importe linea|total articulo"
        "|wartosc pozycji|kwota pozycji|positionsbetrag|positionssumme|zeilensumme|total ligne"
        "|montant ligne|total linha|total item"
    ),
    "price": (
        "unit price|unitprice|price each|item price|price per unit|product price|selling price|price"
        "|prezzo unitario|prezzo articolo|prezzo|precio unitario|precio|cena jednostkowa|cena sztuki|cena"
        "|einzelpreis|stuckpreis|stueckpreis|preis|prix unitaire|prix|preco unitario|preco"
    ),
    "quantity": (
        "quantity|qty|quantity ordered|units|pieces|items|item count|total quantity|units sold|number items"
        "|items sold|quantita|qta|pezzi|numero articoli|cantidad|unidades|piezas|ilosc|sztuki|szt"
        "|liczba sztuk|menge|anzahl|stuck|stueck|stuckzahl|quantite|qte|nombre articles|quantidade|qtd|qtde"
        "|articoli venduti|articulos vendidos|sprzedane produkty|verkaufte artikel|articles vendus"
        "|itens vendidos|number products|products sold|aantal|hoeveelheid|antal|antall"
    ),
    "product": (
        "product name|product title|item name|product|item|item title|product description|lineitem name"
        "|nome prodotto|prodotto|articolo|nombre producto|producto|articulo|nazwa produktu|produkt|towar"
        "|nazwa towaru|produktname|artikelname|artikel|artikelbezeichnung|produktbezeichnung|nom produit"
        "|produit|article|nome produto|produto|artigo|description|descrizione|descripcion|opis|beschreibung"
        "|designation|descricao|productnaam|artikelnaam|titulo publicacion"
        "|produktnamn|vara|varenavn|vare"
    ),
    "sku": (
        "sku|product sku|item sku|product code|item code|stock code|stockcode|ean|product id|item number"
        "|codice prodotto|codice articolo|codigo producto|kod produktu|artikelnummer|artikel number"
        "|reference produit|code produit|codigo produto"
    ),
    "customer": (
        "customer id|customerid|customer number|client id|user id|userid|buyer id|shopper id|member id"
        "|member number|member|account id|contact id|customer code|customer key|buyer username|username"
        "|customer|client|buyer|user|id cliente|codice cliente|numero cliente|id utente|acquirente|utente"
        "|codigo cliente|cliente"
        "|comprador|id usuario|usuario|id klienta|numer klienta|klient|kupujacy|nabywca|id uzytkownika"
        "|uzytkownik|kundennummer|kunden id|kunden number|kundenid|kunde|kaufer|kaeufer|nutzer|benutzer"
        "|id client|numero client|code client|acheteur|utilisateur|id comprador|household id"
        "|card number hash"
        "|klantnummer|klant id|klant|kundnummer|kund id|kund"
        "|loyalty card|loyalty number|membership number|kundenkarte|carta fedelta|karta klienta"
    ),
    "phone": (
        "phone|phone number|customer phone|billing phone|mobile|mobile number|telephone|tel|cell phone"
        "|telefono|cellulare|numero telefono|movil|celular|telefon|numer telefonu|telefonnummer|handy"
        "|mobilnummer|telephone client|numero telephone|portable|telefone|telemovel"
    ),
    "currency": (
        "currency|currency code|order currency|valuta|divisa|moneda|waluta|wahrung|waehrung|devise|monnaie"
        "|moeda"
    ),
    "country": (
        "shipping country|delivery country|country|country code|billing country|ship country"
        "|customer country|paese spedizione|paese|nazione|pais envio|pais|kraj dostawy|kraj|lieferland|land"
        "|pays livraison|pays|pais entrega"
    ),
    "region": (
        "region|shipping region|state|province|shipping state|shipping province|county|billing state"
        "|regione|provincia|provincia envio|comunidad autonoma|wojewodztwo|bundesland|departement|distrito"
        "|uf"
    ),
    "status": (
        "order status|status|order state|financial status|payment status|state|stato ordine|stato"
        "|estado pedido|estado|status zamowienia|stan zamowienia|stan|bestellstatus|auftragsstatus"
        "|zahlungsstatus|statut commande|statut|etat|etat commande|situacao|status pedido"
        "|bestelstatus|orderstatus|ordrestatus|status ordine|estado orden|estado venta|status venda"
    ),
    "refunded": (
        "refunded amount|amount refunded|refund amount|total refunded|refunded|refund|refunds"
        "|importo rimborsato|rimborso|rimborsato|importe reembolsado|reembolso|reembolsado|kwota zwrotu"
        "|zwrot|zwroty|erstattungsbetrag|erstattet|erstattung|ruckerstattung|montant rembourse"
        "|remboursement|rembourse|valor reembolsado|estorno|anulaciones y reembolsos|terugbetaald"
        "|order refund amount|aterbetalat|refunderet|refundert"
    ),
    "discount_code": (
        "discount code|coupon code|promo code|voucher code|coupon|voucher|promotion code|coupons"
        "|codice sconto|codice promozionale|buono sconto|codigo descuento|codigo promocional|cupon"
        "|kod rabatowy|kupon|gutscheincode|gutschein|rabattcode|code promo|code reduction|bon reduction"
        "|cupom|codigo desconto|kortingscode|rabattkod|cupon descuento|cupom desconto"
    ),
    "discount": (
        "discount|discount amount|total discount|discount total|order discount|discounts|sconto"
        "|importo sconto|totale sconto|sconti|descuento|importe descuento|total descuento|descuentos|rabat"
        "|kwota rabatu|rabatt|rabattbetrag|nachlass|remise|montant remise|reduction|desconto|valor desconto"
        "|korting|kortingsbedrag"
    ),
    "guest": (
        "guest|is guest|guest checkout|guest order|ospite|ordine ospite|invitado|compra invitado|gosc"
        "|zakup goscia|gast|gastbestellung|invite|commande invite|convidado"
    ),
    "channel": (
        "sales channel|channel|order source|source|marketplace|platform|canale vendita|canale|origine"
        "|canal venta|canal|origen|kanal sprzedazy|kanal|zrodlo|vertriebskanal|verkaufskanal|herkunft"
        "|canal vente|provenance|canal venda|origem|utm source"
    ),
    "tags": "tags|order tags|tag|etichette|etiquetas|tagi|schlagworte|etiquettes",
    "shop": (
        "shop|store|store name|shop name|brand|negozio|punto vendita|marca|tienda|sklep|marka|filiale|laden"
        "|boutique|magasin|loja"
    ),
}

#: Field -> words that turn the meaning of a header which only contains one of its phrases.
_TURNED: Final[dict[str, str]] = {
    "date": (
        "export exported print printed report deadline pickup"
        " ship shipped shipping deliver delivery delivered update updated modified due birth end expiry"
        " cancel cancelled refund refunded fulfilled paid payment spedizione consegna pagamento nascita"
        " aggiornamento entrega envio pago nacimiento wysylki dostawy platnosci urodzenia liefer versand"
        " zahlung geburt livraison expedition paiement naissance pagamento nascimento first last estimated"
    ),
    "amount": (
        "tax taxes vat iva mwst tva shipping discount refund refunded fee fees subtotal cost costs unit"
        " weight item items line quantity qty tip imposta spedizione sconto rimborsato riga impuesto envio"
        " descuento linea podatek dostawa rabat steuer versand rabatt livraison remise impot ligne frete"
        " desconto points score method mode status type id date gift card net discounts commission margin"
        " profit per average balance products orders cargo cargos envio"
    ),
    "order_id": (
        "date status total amount value type item line source state currency note notes count quantity time"
        " average avg first last previous next average medio moyen srednia"
        " data fecha datum stato estado totale importe kwota tags channel customer discount name"
        " kind category class priority reason method source group tipo tipologia natura natureza naturaleza"
        " genere clase classe categoria motivo metodo priorita prioridad prioridade origen"
        " origem canale canal rodzaj typ"
        " kategoria powod metoda priorytet kanal zrodlo art grund kategorie prioritat quelle nature categorie"
        " motif methode soort reden categorie"
    ),
    "customer": (
        "name note notes type group email phone country city address zip state since tags lifetime first"
        " last service orders score segment new returning amount currency description price total gender sex"
        " age birth year birthday rating satisfaction tier level language locale device browser acquisition"
        " source channel category class review feedback zip postcode postal code company ip agent comment"
        " genere sesso eta nascita anno valutazione livello lingua dispositivo acquisizione soddisfazione cap"
        " genero sexo edad nacimiento ano valoracion nivel idioma dispositivo adquisicion satisfaccion"
        " plec wiek urodzenia rok ocena poziom jezyk urzadzenie pozyskanie zadowolenie kod"
        " geschlecht alter geburtsjahr bewertung stufe sprache gerat zufriedenheit postleitzahl plz"
        " sexe age naissance annee note niveau langue appareil genero idade avaliacao nivel lingua"
        " geslacht leeftijd geboortejaar beoordeling taal apparaat kon alder sprak enhet betyg"
        " nome nombre nazwa imie notas tipo gruppo status nuovo nuevo nowy neuer nouveau novo nieuwe"
    ),
    "quantity": "refunded returned shipped refund discount price weight total price",
    "product": (
        "type category id price quantity code sku total vendor discount tax weight url image status options"
    ),
    "price": "total tax shipping discount compare cost list original old rule",
    "email": "marketing consent subscribed accepts status opt sent opened count",
    "country": "origin phone",
    "status": "fulfillment fulfilment shipping delivery fraud consent email",
    "channel": "cost",
    "refunded": "date status reason quantity tax shipping count items",
}

#: What stands for a field only where nothing better does.
_LAST_RESORTS: Final[dict[str, str]] = {
    "date": (
        "paid at|paid on|date paid|payment date|paid date|data pagamento|fecha pago|data platnosci"
        "|zahlungsdatum|date paiement|data do pagamento|betaaldatum"
    ),
    "order_id": "name|id",
    "amount": (
        "net amount|net value|net total|net sale|valore netto|importo netto|importe neto|kwota netto"
        "|wartosc netto|nettobetrag|montant net|nettobedrag|total cost|total costs|cost|order cost|cost total"
        "|costo totale|costo|costo total|coste total|coste|koszt calkowity|koszt|laczny koszt|gesamtkosten"
        "|kosten|cout total|cout|custo total|custo|totale kosten|kostnad|total kostnad|kostnad total"
    ),
}

ORDERS: Final = WordTable(
    names=_NAMES, turned=_TURNED, last_resorts=_LAST_RESORTS, strict=frozenset({"customer", "time"})
)

#: Words of a header that say nothing.
LITTLE: Final = frozenset(
    [
        *("the", "of", "a", "in", "de", "del", "della", "dell", "di", "da", "do", "du", "des", "d"),
        *("la", "le", "el", "il", "l", "w", "z", "za", "der", "die", "das"),
    ]
)
#: The many ways to write "number".
NUMBERS: Final = "no nr num n numer numero nummer nro nbr"
#: What is written short.
SHORT: Final[dict[str, str]] = {
    "txn": "transaction",
    "tran": "transaction",
    "trans": "transaction",
    "dt": "date",
    "cust": "customer",
    "amt": "amount",
    "prod": "product",
    "desc": "description",
    "inv": "invoice",
    "ord": "order",
}
#: An amount with its tax, and one without.
INCLUSIVE: Final = "incl inc including inclusive inclusa incluida incluido brutto ttc gross with"
WITHOUT_TAX: Final = "excl ex excluding net netto ht hors senza sin bez ohne exkl sem"
#: Words that may stand beside the name of a customer or a time and change nothing.
HARMLESS: Final = (
    "id ids code key number unique hash hashed encrypted uid uuid account shop store web online internal"
    " external our platform shopify order ordered purchase purchased placed created creation transaction sale"
    " ordine acquisto creazione pedido orden compra venta creacion zamowienia zakupu zlozenia utworzenia"
    " bestellung bestell kauf commande achat encomenda venda bestelling utc local interno negozio tienda"
    " sklep"
)
#: Words of the name of a date that say that orders are what the table lists.
LISTED: Final = (
    "order ordered purchase purchased ordine acquisto vendita pedido orden compra venta venda encomenda"
    " zamowienia zakupu sprzedazy bestelldatum bestellt bestellung kauf kaufdatum verkaufsdatum commande"
    " achat vente bestelling besteldatum orderdatum ordredato"
)
