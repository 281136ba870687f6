//! What is said in the other languages.

use super::Turn::{Agent, Customer, Note};
use super::{Dialogue, dialogue};

pub(super) const SPANISH: &[Dialogue] = &[
    dialogue(
        "¿Dónde está mi pedido {order}?",
        &["shipping"],
        &[
            Customer("Hola, hice el pedido {order} hace diez días y todavía no me llega. ¿Me pueden ayudar?"),
            Agent(
                "¡Hola, {name}! Gracias por escribirnos. El paquete salió el {day} y está en reparto; debería llegar mañana antes de las dos.",
            ),
            Customer("Muchas gracias, estaré pendiente."),
            Agent("Si no llega, avísanos por aquí y te enviamos otro de inmediato."),
        ],
    ),
    dialogue(
        "Cambio de producto",
        &["return", "replacement"],
        &[
            Customer("Buenas, compré {product} y me gustaría cambiarlo por otro color. ¿Es posible?"),
            Agent("Claro que sí, {name}. ¿Qué color prefieres? Lo tenemos en gris, crema y verde."),
            Customer("Verde, por favor."),
            Agent("Perfecto. Te llega el {day} y el mensajero se lleva el otro. No tienes que pagar nada."),
            Customer("¡Qué buen servicio! Gracias."),
        ],
    ),
    dialogue(
        "Factura",
        &["billing"],
        &[
            Customer("Necesito la factura del pedido {order} a nombre de mi empresa."),
            Agent("Por supuesto. ¿Me das la razón social y el NIF?"),
            Customer("Talleres Bermejo S.L., B-84120937."),
            Agent("Lista, la tienes en tu correo. ¡Que tengas buen día, {name}!"),
        ],
    ),
    dialogue(
        "No calienta",
        &["warranty"],
        &[
            Customer("Mi {product} dejó de calentar ayer. Lo tengo desde hace un año."),
            Agent(
                "Lamento el inconveniente, {name}. Está en garantía: te mando la etiqueta y en una semana tienes uno nuevo.",
            ),
            Customer("Genial, gracias {agent}."),
        ],
    ),
    dialogue(
        "Consulta antes de comprar",
        &["product question"],
        &[
            Customer("¿El {product} sirve para moler fino, para espresso?"),
            Agent("Sí, llega hasta espresso: cuenta con 40 posiciones. Entre la 5 y la 9 te irá muy bien."),
            Customer("¿Y hacen envíos a Canarias?"),
            Agent("También, tarda unos cinco días y el envío son 9 €."),
            Customer("Listo, lo pido ahora mismo."),
        ],
    ),
];

pub(super) const GERMAN: &[Dialogue] = &[
    dialogue(
        "Lieferung von {order}",
        &["shipping"],
        &[
            Customer("Guten Tag, meine Bestellung {order} sollte am {day} ankommen, ist aber noch nicht da."),
            Agent(
                "Hallo {name}, danke für Ihre Nachricht. Das Paket liegt seit gestern im Zustelllager; ich habe nachgehakt, es kommt morgen.",
            ),
            Customer("Alles klar, vielen Dank für die schnelle Antwort!"),
        ],
    ),
    dialogue(
        "Rückgabe",
        &["return", "refund"],
        &[
            Customer("Ich möchte {product} zurückgeben, es passt leider nicht in meine Küche. Wie läuft das ab?"),
            Agent("Kein Problem, {name}. Das Rücksendeetikett ist in Ihrem Postfach, Sie haben dreißig Tage Zeit."),
            Customer("Und das Geld?"),
            Agent("Bekommen Sie spätestens zwei Tage, nachdem das Paket bei uns ist."),
            Customer("Prima, danke."),
        ],
    ),
    dialogue(
        "Rechnung mit USt-IdNr.",
        &["billing"],
        &[
            Customer(
                "Könnten Sie mir die Rechnung zu {order} bitte noch einmal mit unserer USt-IdNr. ausstellen? DE 811 569 869.",
            ),
            Agent("Gern, sie ist schon unterwegs in Ihr Postfach."),
            Customer("Angekommen, besten Dank!"),
        ],
    ),
    dialogue(
        "Mahlwerk reinigen",
        &["product question"],
        &[
            Customer("Wie reinige ich das Mahlwerk vom {product} am besten? Darf da Wasser dran?"),
            Agent("Bitte kein Wasser! Den oberen Ring nach links drehen, ausbürsten, danach einen Löffel Reis mahlen."),
            Customer("Reis? Wird gleich ausprobiert."),
            Customer("Klappt wunderbar."),
        ],
    ),
    dialogue(
        "Defekt nach drei Wochen",
        &["warranty", "complaint"],
        &[
            Customer("Der {product} tropft seit heute. Nach drei Wochen! Das darf nicht sein."),
            Agent(
                "Da haben Sie völlig recht, {name}. Ich schicke Ihnen heute noch einen neuen, den alten holt der Bote gleich mit ab.",
            ),
            Note("Dichtungsring, bekannte Charge. Austausch ohne Prüfung."),
            Customer("So stelle ich mir das vor. Danke."),
        ],
    ),
];

pub(super) const FRENCH: &[Dialogue] = &[
    dialogue(
        "Suivi de la commande {order}",
        &["shipping"],
        &[
            Customer("Bonjour, je n'ai plus de nouvelles de ma commande {order} depuis {day}. Est-ce normal ?"),
            Agent("Bonjour {name} ! Le colis a pris un peu de retard au tri. Il sera livré demain avant midi."),
            Customer("Parfait, merci beaucoup."),
        ],
    ),
    dialogue(
        "Produit cassé",
        &["damaged", "replacement"],
        &[
            Customer("Le {product} est arrivé cassé, le verre est fendu sur toute la hauteur."),
            Agent("Je suis désolée, {name}. Pourriez-vous m'envoyer une photo ? Je prépare déjà le remplacement."),
            Customer("Voilà, c'est fait."),
            Agent("Merci. Le nouveau part ce soir, vous n'avez rien à renvoyer."),
            Customer("Quel service ! Merci {agent}."),
        ],
    ),
    dialogue(
        "Code promo",
        &["checkout"],
        &[
            Customer("Le code BIENVENUE10 ne fonctionne pas dans mon panier."),
            Agent("Merci de nous le signaler ! C'est réparé, vous pouvez réessayer."),
            Customer("Ça marche, merci !"),
        ],
    ),
    dialogue(
        "Livraison en Suisse",
        &["shipping", "product question"],
        &[
            Customer("Livrez-vous en Suisse ? Et qui paie la douane ?"),
            Agent("Oui, en trois jours, et les droits sont compris dans les 12 € de port."),
            Customer("Très bien, je commande."),
        ],
    ),
    dialogue(
        "Abonnement",
        &["subscription"],
        &[
            Customer("Je souhaite recevoir mon café toutes les trois semaines au lieu de deux."),
            Agent("C'est noté, {name}. Prochain envoi : {day}."),
            Customer("Merci, bonne journée !"),
        ],
    ),
];

pub(super) const PORTUGUESE: &[Dialogue] = &[
    dialogue(
        "Pedido {order} atrasado",
        &["shipping"],
        &[
            Customer("Oi! Meu pedido {order} está atrasado, era para chegar {day}."),
            Agent("Oi, {name}! Já falei com a transportadora: sai para entrega hoje à tarde."),
            Customer("Que bom, muito obrigado!"),
        ],
    ),
    dialogue(
        "Troca",
        &["return", "replacement"],
        &[
            Customer("Bom dia, recebi o {product} na voltagem errada. Preciso trocar."),
            Agent("Bom dia, {name}! Peço desculpas. O certo já está separado, o entregador troca na sua porta."),
            Customer("Preciso pagar alguma coisa?"),
            Agent("Nada, é por nossa conta."),
            Customer("Ótimo atendimento, obrigada."),
        ],
    ),
    dialogue(
        "Dúvida sobre o {product}",
        &["product question"],
        &[
            Customer("O {product} pode ir na lava-louças?"),
            Agent("A tampa sim, o corpo é melhor lavar à mão para conservar a cor."),
            Customer("Entendi, valeu!"),
        ],
    ),
];

pub(super) const ITALIAN: &[Dialogue] = &[
    dialogue(
        "Ordine {order}",
        &["shipping"],
        &[
            Customer("Buongiorno, quando arriva il mio ordine {order}?"),
            Agent("Buongiorno {name}! È in consegna, arriva {day} in mattinata."),
            Customer("Perfetto, grazie mille."),
        ],
    ),
    dialogue(
        "{product} difettoso",
        &["warranty"],
        &[
            Customer("Il mio {product} perde acqua dal fondo. È ancora in garanzia?"),
            Agent("Certo, {name}: la garanzia dura tre anni. Le mando subito l'etichetta per il ritiro."),
            Customer("Grazie, gentilissimi."),
            Agent("Nel pacco troverà anche una miscela in omaggio per il disturbo."),
        ],
    ),
];

pub(super) const ARABIC: &[Dialogue] = &[
    dialogue(
        "أين طلبي {order}؟",
        &["shipping"],
        &[
            Customer("مرحبا، طلبت {product} منذ أسبوع ولم يصل بعد. رقم الطلب {order}."),
            Agent("أهلا {name}، شكرا لتواصلك. الشحنة في طريقها إليك وتصل غدا بإذن الله."),
            Customer("شكرا جزيلا على الرد السريع."),
        ],
    ),
    dialogue(
        "استبدال المنتج",
        &["return", "replacement"],
        &[
            Customer("وصلني اللون الخطأ، هل يمكن استبداله؟"),
            Agent("بالتأكيد، نعتذر عن الخطأ. أي لون تفضل؟"),
            Customer("الأخضر من فضلك."),
            Agent("تم، يصلك خلال ثلاثة أيام والإرجاع مجاني."),
        ],
    ),
];

pub(super) const JAPANESE: &[Dialogue] = &[
    dialogue(
        "注文 {order} について",
        &["shipping"],
        &[
            Customer("注文番号 {order} の {product} はいつ届きますか？"),
            Agent("{name} 様、お問い合わせありがとうございます。本日発送しましたので、明後日にはお届けの予定です。"),
            Customer("ありがとうございます。楽しみにしています。"),
        ],
    ),
    dialogue(
        "電圧について",
        &["product question"],
        &[
            Customer("{product} は日本の 100V で使えますか？"),
            Agent("はい、日本向けモデルをご用意しております。価格も同じです。"),
            Customer("では、それを注文します。"),
        ],
    ),
];

pub(super) const HINDI: &[Dialogue] = &[
    dialogue(
        "मेरा ऑर्डर {order}",
        &["shipping"],
        &[
            Customer("नमस्ते, मेरा ऑर्डर {order} अभी तक नहीं आया है।"),
            Agent("नमस्ते {name} जी, आपका पैकेट कल तक पहुँच जाएगा। देरी के लिए क्षमा करें।"),
            Customer("ठीक है, धन्यवाद।"),
        ],
    ),
    dialogue(
        "रिफंड",
        &["refund", "billing"],
        &[
            Customer("मैंने {product} वापस किया था, पैसे कब मिलेंगे?"),
            Agent("आपका रिफंड आज भेज दिया गया है, तीन दिन में खाते में आ जाएगा।"),
            Customer("बहुत धन्यवाद!"),
        ],
    ),
];
