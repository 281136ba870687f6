//! What customers of a small shop for coffee gear ask, and what its team answers, in nine languages.
//! `{name}`, `{order}`, `{product}`, `{day}` and `{agent}` are filled in. Must not know who talks to whom, or when.

use Turn::{Agent, Customer, Note};

#[derive(Clone, Copy, Debug)]
pub enum Turn {
    Customer(&'static str),
    Agent(&'static str),
    /// Among agents.
    Note(&'static str),
}

#[derive(Clone, Copy, Debug)]
pub struct Dialogue {
    pub subject: &'static str,
    pub tags: &'static [&'static str],
    pub turns: &'static [Turn],
}

/// The language of a dialogue decides the names of its customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    Spanish,
    German,
    French,
    Portuguese,
    Italian,
    Arabic,
    Japanese,
    Hindi,
}

/// Every language with its dialogues and how many of a hundred customers speak it.
pub const LANGUAGES: &[(Language, u32, &[Dialogue])] = &[
    (Language::English, 44, ENGLISH),
    (Language::Spanish, 15, SPANISH),
    (Language::German, 11, GERMAN),
    (Language::French, 10, FRENCH),
    (Language::Portuguese, 7, PORTUGUESE),
    (Language::Italian, 4, ITALIAN),
    (Language::Arabic, 4, ARABIC),
    (Language::Japanese, 3, JAPANESE),
    (Language::Hindi, 2, HINDI),
];

const fn dialogue(subject: &'static str, tags: &'static [&'static str], turns: &'static [Turn]) -> Dialogue {
    Dialogue { subject, tags, turns }
}

const ENGLISH: &[Dialogue] = &[
    dialogue("Where is my order {order}?", &["shipping"], &[
        Customer("Hi! I ordered the {product} last week (order {order}) and the tracking page hasn't moved since {day}. Is it lost?"),
        Agent("Hi {name}, thanks for writing. I see {order}: the parcel reached the depot near you on {day} and is waiting for a van. I've asked the carrier to send it out with the next round."),
        Customer("Great, so I should have it by the weekend?"),
        Agent("That's what they promise. If it isn't there by Saturday evening, write here and I'll send a second {product} at once."),
        Customer("Perfect, thank you {agent}!"),
    ]),
    dialogue("{product} arrived damaged", &["damaged", "replacement"], &[
        Customer("The {product} from order {order} came with a crack along the base. The box looked fine from outside."),
        Agent("Oh no, I'm sorry about that, {name}. Could you send me one photo of the crack and one of the packaging?"),
        Customer("Just did, they should be in your inbox."),
        Note("Third cracked base from the same batch this month. Told the warehouse."),
        Agent("Got them, thank you. A replacement is on its way, you'll have the tracking number within the hour. No need to send the broken one back."),
        Customer("Wow, that was quick. Thanks!"),
    ]),
    dialogue("Can I change the delivery address?", &["shipping", "order change"], &[
        Customer("I'm moving on {day} and completely forgot that order {order} still goes to my old flat. Can you change it?"),
        Agent("Hi {name}! It hasn't left us yet, so yes. What's the new address?"),
        Customer("14 Harbour Lane, second floor. Same city."),
        Agent("Changed. You'll get a new confirmation in a minute. Good luck with the move!"),
    ]),
    dialogue("Wrong colour", &["return", "replacement"], &[
        Customer("I ordered the {product} in slate and got the cream one. Order {order}."),
        Agent("Sorry {name}, that was our mistake. I've put the slate one in today's parcels, and the return label for the cream one is in your mail."),
        Customer("Cheers. How long do I have to send it back?"),
        Agent("Thirty days. Any post office will do."),
    ]),
    dialogue("Does the {product} work with 110 V?", &["product question"], &[
        Customer("Quick question before I buy: does the {product} work in the US? I'm taking it to Boston."),
        Agent("Good that you ask! The European model needs 220–240 V. There's a US version with the same look, I can ship that one instead."),
        Customer("Same price?"),
        Agent("Same price, and the same three-year warranty. Shall I set the order aside for you?"),
        Customer("Yes please."),
    ]),
    dialogue("Refund not received", &["billing", "refund"], &[
        Customer("You confirmed my refund for {order} ten days ago. Nothing on my card yet."),
        Agent("Let me look that up, {name}. The refund left us on {day}; some banks need up to fourteen days to show it."),
        Customer("OK but that's a long time for my own money."),
        Agent("I understand. I've attached the bank reference below, with it your bank can find the payment straight away: ARN 7463 2291 0085."),
        Customer("They found it. Thanks for the number, that helped."),
    ]),
    dialogue("How do I descale the grinder?", &["product question"], &[
        Customer("Is there a guide on how to clean the {product}? Mine has started to smell a bit."),
        Agent("Hi {name}! Unplug it, take the top burr out (turn it left), brush it dry and run a spoon of rice through afterwards. Never use water on the burrs."),
        Customer("Rice! Didn't know that one. Works like a charm."),
    ]),
    dialogue("Invoice for order {order}", &["billing"], &[
        Customer("Could you send me an invoice for {order} with our company name and VAT number on it?"),
        Agent("Of course. Which name and number should it carry?"),
        Customer("Northwind Studio Ltd, GB 284 1123 09."),
        Agent("Done, the corrected invoice is in your mail. Anything else, {name}?"),
        Customer("No, all good."),
    ]),
    dialogue("Cancel my order please", &["order change", "refund"], &[
        Customer("Hi, I ordered two {product} by mistake, I only need one. Order {order}."),
        Agent("No problem, {name}. I've taken one off the order; the difference goes back to your card today."),
        Customer("You're a star."),
    ]),
    dialogue("Discount code does not work", &["checkout"], &[
        Customer("WELCOME10 says 'not valid for these items'. I only have the {product} in the basket."),
        Agent("Thanks for telling us! That code should work for everything but gift cards. Could you try again in a private window?"),
        Customer("Still the same."),
        Note("Code was limited to the summer collection by mistake, fixed in the shop's settings."),
        Agent("Found it: the code was set up for one collection only. It works now, and I've added free shipping for your trouble."),
        Customer("It worked, thank you so much!"),
    ]),
    dialogue("Warranty on a {product} from last year", &["warranty"], &[
        Customer("My {product} stopped heating yesterday. I bought it about fourteen months ago, is that still covered?"),
        Agent("It is, {name}: three years. Do you still have the order number?"),
        Customer("{order}, I think."),
        Agent("That's the one. A repaired or new one goes out as soon as yours reaches us; the label is in your mail. It takes about a week."),
        Customer("A week without coffee... I'll survive. Thanks!"),
        Agent("I've put a bag of the house blend into the parcel to make up for it."),
    ]),
    dialogue("Do you ship to Norway?", &["shipping", "product question"], &[
        Customer("Do you deliver to Norway, and are customs included?"),
        Agent("Yes to both! Shipping is 12 € and we pay duties beforehand, so the postman won't ask you for anything."),
        Customer("That settles it then. Ordering now."),
    ]),
    dialogue("Beans taste stale", &["complaint"], &[
        Customer("The beans in my subscription taste flat this month. Roast date on the bag is two months ago!"),
        Agent("That shouldn't happen, {name}, and I'm sorry it did. Fresh bags roasted on {day} are on their way, and this month is on us."),
        Customer("Appreciated. I'll let you know how they taste."),
        Customer("Update: lovely. All forgiven."),
    ]),
    dialogue("Can't log in", &["account"], &[
        Customer("I reset my password twice and still can't get into my account."),
        Agent("Hi {name}, I can see two accounts with nearly the same address, one of them with a typo. Shall I merge them into the right one?"),
        Customer("Ah, that explains it. Yes please!"),
        Agent("Merged. Your orders are all there now; sign in with the password that you set last."),
        Customer("I'm in, thanks."),
    ]),
    dialogue("Gift wrapping", &["order change"], &[
        Customer("Is it too late to have {order} gift wrapped? It's for my sister's birthday on {day}."),
        Agent("Just in time! Would you like a card with it? Write me the text and we'll do it by hand."),
        Customer("'To the only person I know who measures water in grams. Happy birthday, Jo.'"),
        Agent("We all love her already. Wrapped and on its way tonight."),
    ]),
    dialogue("Wholesale prices", &["sales"], &[
        Customer("We're opening a small café in spring and need about twenty {product}. Do you offer trade prices?"),
        Agent("Congratulations! We do: from ten pieces on you get 22 % off, and we'd lend you one to try first. May I call you on {day}?"),
        Customer("Tuesday after ten works best, my number is in my account."),
        Note("Café project, opens in March. Good candidate for the trade programme. Calling on Tuesday."),
        Agent("Tuesday at half past ten it is. I'm looking forward to it, {name}."),
    ]),
    dialogue("The lid of my {product} is stuck", &["product question"], &[
        Customer("Silly question, but how do I open the lid? It won't move at all."),
        Agent("Not silly, the first time it's tight. Press the small tab at the hinge and lift at the same time."),
        Customer("Got it!! Thought I'd break it. Thanks."),
    ]),
    dialogue("Very disappointed", &["complaint", "refund"], &[
        Customer("This is my third message. Nobody answers, and the {product} still doesn't work. I want my money back."),
        Agent("{name}, you're right to be annoyed: your first two messages went to an address that nobody reads. That's fixed, and I've refunded {order} in full just now."),
        Customer("Thank you for at least being honest about it."),
        Agent("You may keep the {product} too. If you let me, I'll have it picked up, repaired and sent back, free of charge."),
    ]),
    dialogue("Subscription pause", &["subscription"], &[
        Customer("I'm travelling for six weeks. Can I pause the bean subscription?"),
        Agent("Done, {name}: paused until you're back, the next bag ships on {day}. Safe travels!"),
        Customer("That was easy. Thanks!"),
    ]),
    dialogue("Part missing", &["replacement"], &[
        Customer("There's no filter holder in the box of my {product}. The manual says there should be one."),
        Agent("Strange! I'm sending one by letter today, it should reach you by {day}."),
        Customer("It came this morning. Thank you {agent}."),
    ]),
];

const SPANISH: &[Dialogue] = &[
    dialogue("¿Dónde está mi pedido {order}?", &["shipping"], &[
        Customer("Hola, hice el pedido {order} hace diez días y todavía no me llega. ¿Me pueden ayudar?"),
        Agent("¡Hola, {name}! Gracias por escribirnos. El paquete salió el {day} y está en reparto; debería llegar mañana antes de las dos."),
        Customer("Muchas gracias, estaré pendiente."),
        Agent("Si no llega, avísanos por aquí y te enviamos otro de inmediato."),
    ]),
    dialogue("Cambio de producto", &["return", "replacement"], &[
        Customer("Buenas, compré {product} y me gustaría cambiarlo por otro color. ¿Es posible?"),
        Agent("Claro que sí, {name}. ¿Qué color prefieres? Lo tenemos en gris, crema y verde."),
        Customer("Verde, por favor."),
        Agent("Perfecto. Te llega el {day} y el mensajero se lleva el otro. No tienes que pagar nada."),
        Customer("¡Qué buen servicio! Gracias."),
    ]),
    dialogue("Factura", &["billing"], &[
        Customer("Necesito la factura del pedido {order} a nombre de mi empresa."),
        Agent("Por supuesto. ¿Me das la razón social y el NIF?"),
        Customer("Talleres Bermejo S.L., B-84120937."),
        Agent("Lista, la tienes en tu correo. ¡Que tengas buen día, {name}!"),
    ]),
    dialogue("No calienta", &["warranty"], &[
        Customer("Mi {product} dejó de calentar ayer. Lo tengo desde hace un año."),
        Agent("Lamento el inconveniente, {name}. Está en garantía: te mando la etiqueta y en una semana tienes uno nuevo."),
        Customer("Genial, gracias {agent}."),
    ]),
    dialogue("Consulta antes de comprar", &["product question"], &[
        Customer("¿El {product} sirve para moler fino, para espresso?"),
        Agent("Sí, llega hasta espresso: cuenta con 40 posiciones. Entre la 5 y la 9 te irá muy bien."),
        Customer("¿Y hacen envíos a Canarias?"),
        Agent("También, tarda unos cinco días y el envío son 9 €."),
        Customer("Listo, lo pido ahora mismo."),
    ]),
];

const GERMAN: &[Dialogue] = &[
    dialogue("Lieferung von {order}", &["shipping"], &[
        Customer("Guten Tag, meine Bestellung {order} sollte am {day} ankommen, ist aber noch nicht da."),
        Agent("Hallo {name}, danke für Ihre Nachricht. Das Paket liegt seit gestern im Zustelllager; ich habe nachgehakt, es kommt morgen."),
        Customer("Alles klar, vielen Dank für die schnelle Antwort!"),
    ]),
    dialogue("Rückgabe", &["return", "refund"], &[
        Customer("Ich möchte {product} zurückgeben, es passt leider nicht in meine Küche. Wie läuft das ab?"),
        Agent("Kein Problem, {name}. Das Rücksendeetikett ist in Ihrem Postfach, Sie haben dreißig Tage Zeit."),
        Customer("Und das Geld?"),
        Agent("Bekommen Sie spätestens zwei Tage, nachdem das Paket bei uns ist."),
        Customer("Prima, danke."),
    ]),
    dialogue("Rechnung mit USt-IdNr.", &["billing"], &[
        Customer("Könnten Sie mir die Rechnung zu {order} bitte noch einmal mit unserer USt-IdNr. ausstellen? DE 811 569 869."),
        Agent("Gern, sie ist schon unterwegs in Ihr Postfach."),
        Customer("Angekommen, besten Dank!"),
    ]),
    dialogue("Mahlwerk reinigen", &["product question"], &[
        Customer("Wie reinige ich das Mahlwerk vom {product} am besten? Darf da Wasser dran?"),
        Agent("Bitte kein Wasser! Den oberen Ring nach links drehen, ausbürsten, danach einen Löffel Reis mahlen."),
        Customer("Reis? Wird gleich ausprobiert."),
        Customer("Klappt wunderbar."),
    ]),
    dialogue("Defekt nach drei Wochen", &["warranty", "complaint"], &[
        Customer("Der {product} tropft seit heute. Nach drei Wochen! Das darf nicht sein."),
        Agent("Da haben Sie völlig recht, {name}. Ich schicke Ihnen heute noch einen neuen, den alten holt der Bote gleich mit ab."),
        Note("Dichtungsring, bekannte Charge. Austausch ohne Prüfung."),
        Customer("So stelle ich mir das vor. Danke."),
    ]),
];

const FRENCH: &[Dialogue] = &[
    dialogue("Suivi de la commande {order}", &["shipping"], &[
        Customer("Bonjour, je n'ai plus de nouvelles de ma commande {order} depuis {day}. Est-ce normal ?"),
        Agent("Bonjour {name} ! Le colis a pris un peu de retard au tri. Il sera livré demain avant midi."),
        Customer("Parfait, merci beaucoup."),
    ]),
    dialogue("Produit cassé", &["damaged", "replacement"], &[
        Customer("Le {product} est arrivé cassé, le verre est fendu sur toute la hauteur."),
        Agent("Je suis désolée, {name}. Pourriez-vous m'envoyer une photo ? Je prépare déjà le remplacement."),
        Customer("Voilà, c'est fait."),
        Agent("Merci. Le nouveau part ce soir, vous n'avez rien à renvoyer."),
        Customer("Quel service ! Merci {agent}."),
    ]),
    dialogue("Code promo", &["checkout"], &[
        Customer("Le code BIENVENUE10 ne fonctionne pas dans mon panier."),
        Agent("Merci de nous le signaler ! C'est réparé, vous pouvez réessayer."),
        Customer("Ça marche, merci !"),
    ]),
    dialogue("Livraison en Suisse", &["shipping", "product question"], &[
        Customer("Livrez-vous en Suisse ? Et qui paie la douane ?"),
        Agent("Oui, en trois jours, et les droits sont compris dans les 12 € de port."),
        Customer("Très bien, je commande."),
    ]),
    dialogue("Abonnement", &["subscription"], &[
        Customer("Je souhaite recevoir mon café toutes les trois semaines au lieu de deux."),
        Agent("C'est noté, {name}. Prochain envoi : {day}."),
        Customer("Merci, bonne journée !"),
    ]),
];

const PORTUGUESE: &[Dialogue] = &[
    dialogue("Pedido {order} atrasado", &["shipping"], &[
        Customer("Oi! Meu pedido {order} está atrasado, era para chegar {day}."),
        Agent("Oi, {name}! Já falei com a transportadora: sai para entrega hoje à tarde."),
        Customer("Que bom, muito obrigado!"),
    ]),
    dialogue("Troca", &["return", "replacement"], &[
        Customer("Bom dia, recebi o {product} na voltagem errada. Preciso trocar."),
        Agent("Bom dia, {name}! Peço desculpas. O certo já está separado, o entregador troca na sua porta."),
        Customer("Preciso pagar alguma coisa?"),
        Agent("Nada, é por nossa conta."),
        Customer("Ótimo atendimento, obrigada."),
    ]),
    dialogue("Dúvida sobre o {product}", &["product question"], &[
        Customer("O {product} pode ir na lava-louças?"),
        Agent("A tampa sim, o corpo é melhor lavar à mão para conservar a cor."),
        Customer("Entendi, valeu!"),
    ]),
];

const ITALIAN: &[Dialogue] = &[
    dialogue("Ordine {order}", &["shipping"], &[
        Customer("Buongiorno, quando arriva il mio ordine {order}?"),
        Agent("Buongiorno {name}! È in consegna, arriva {day} in mattinata."),
        Customer("Perfetto, grazie mille."),
    ]),
    dialogue("{product} difettoso", &["warranty"], &[
        Customer("Il mio {product} perde acqua dal fondo. È ancora in garanzia?"),
        Agent("Certo, {name}: la garanzia dura tre anni. Le mando subito l'etichetta per il ritiro."),
        Customer("Grazie, gentilissimi."),
        Agent("Nel pacco troverà anche una miscela in omaggio per il disturbo."),
    ]),
];

const ARABIC: &[Dialogue] = &[
    dialogue("أين طلبي {order}؟", &["shipping"], &[
        Customer("مرحبا، طلبت {product} منذ أسبوع ولم يصل بعد. رقم الطلب {order}."),
        Agent("أهلا {name}، شكرا لتواصلك. الشحنة في طريقها إليك وتصل غدا بإذن الله."),
        Customer("شكرا جزيلا على الرد السريع."),
    ]),
    dialogue("استبدال المنتج", &["return", "replacement"], &[
        Customer("وصلني اللون الخطأ، هل يمكن استبداله؟"),
        Agent("بالتأكيد، نعتذر عن الخطأ. أي لون تفضل؟"),
        Customer("الأخضر من فضلك."),
        Agent("تم، يصلك خلال ثلاثة أيام والإرجاع مجاني."),
    ]),
];

const JAPANESE: &[Dialogue] = &[
    dialogue("注文 {order} について", &["shipping"], &[
        Customer("注文番号 {order} の {product} はいつ届きますか？"),
        Agent("{name} 様、お問い合わせありがとうございます。本日発送しましたので、明後日にはお届けの予定です。"),
        Customer("ありがとうございます。楽しみにしています。"),
    ]),
    dialogue("電圧について", &["product question"], &[
        Customer("{product} は日本の 100V で使えますか？"),
        Agent("はい、日本向けモデルをご用意しております。価格も同じです。"),
        Customer("では、それを注文します。"),
    ]),
];

const HINDI: &[Dialogue] = &[
    dialogue("मेरा ऑर्डर {order}", &["shipping"], &[
        Customer("नमस्ते, मेरा ऑर्डर {order} अभी तक नहीं आया है।"),
        Agent("नमस्ते {name} जी, आपका पैकेट कल तक पहुँच जाएगा। देरी के लिए क्षमा करें।"),
        Customer("ठीक है, धन्यवाद।"),
    ]),
    dialogue("रिफंड", &["refund", "billing"], &[
        Customer("मैंने {product} वापस किया था, पैसे कब मिलेंगे?"),
        Agent("आपका रिफंड आज भेज दिया गया है, तीन दिन में खाते में आ जाएगा।"),
        Customer("बहुत धन्यवाद!"),
    ]),
];

/// What they talk about.
pub const PRODUCTS: &[&str] = &[
    "Aurora kettle", "Ridge grinder", "Nimbus brewer", "Tide scale", "Ember mug", "Fjord carafe", "Mesa dripper", "Lumen press",
];

/// Days as the languages say them.
pub fn days(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
        Language::Spanish => &["lunes", "martes", "miércoles", "jueves", "viernes"],
        Language::German => &["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"],
        Language::French => &["lundi", "mardi", "mercredi", "jeudi", "vendredi"],
        Language::Portuguese => &["segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira"],
        Language::Italian => &["lunedì", "martedì", "mercoledì", "giovedì", "venerdì"],
        Language::Arabic => &["الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس"],
        Language::Japanese => &["月曜日", "火曜日", "水曜日", "木曜日", "金曜日"],
        Language::Hindi => &["सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार"],
    }
}
