//! What is said in English.

use super::Turn::{Agent, Customer, Note};
use super::{Dialogue, dialogue};

pub(super) const ENGLISH: &[Dialogue] = &[
    dialogue(
        "Where is my order {order}?",
        &["shipping"],
        &[
            Customer(
                "Hi! I ordered the {product} last week (order {order}) and the tracking page hasn't moved since {day}. Is it lost?",
            ),
            Agent(
                "Hi {name}, thanks for writing. I see {order}: the parcel reached the depot near you on {day} and is waiting for a van. I've asked the carrier to send it out with the next round.",
            ),
            Customer("Great, so I should have it by the weekend?"),
            Agent(
                "That's what they promise. If it isn't there by Saturday evening, write here and I'll send a second {product} at once.",
            ),
            Customer("Perfect, thank you {agent}!"),
        ],
    ),
    dialogue(
        "{product} arrived damaged",
        &["damaged", "replacement"],
        &[
            Customer(
                "The {product} from order {order} came with a crack along the base. The box looked fine from outside.",
            ),
            Agent(
                "Oh no, I'm sorry about that, {name}. Could you send me one photo of the crack and one of the packaging?",
            ),
            Customer("Just did, they should be in your inbox."),
            Note("Third cracked base from the same batch this month. Told the warehouse."),
            Agent(
                "Got them, thank you. A replacement is on its way, you'll have the tracking number within the hour. No need to send the broken one back.",
            ),
            Customer("Wow, that was quick. Thanks!"),
        ],
    ),
    dialogue(
        "Can I change the delivery address?",
        &["shipping", "order change"],
        &[
            Customer(
                "I'm moving on {day} and completely forgot that order {order} still goes to my old flat. Can you change it?",
            ),
            Agent("Hi {name}! It hasn't left us yet, so yes. What's the new address?"),
            Customer("14 Harbour Lane, second floor. Same city."),
            Agent("Changed. You'll get a new confirmation in a minute. Good luck with the move!"),
        ],
    ),
    dialogue(
        "Wrong colour",
        &["return", "replacement"],
        &[
            Customer("I ordered the {product} in slate and got the cream one. Order {order}."),
            Agent(
                "Sorry {name}, that was our mistake. I've put the slate one in today's parcels, and the return label for the cream one is in your mail.",
            ),
            Customer("Cheers. How long do I have to send it back?"),
            Agent("Thirty days. Any post office will do."),
        ],
    ),
    dialogue(
        "Does the {product} work with 110 V?",
        &["product question"],
        &[
            Customer("Quick question before I buy: does the {product} work in the US? I'm taking it to Boston."),
            Agent(
                "Good that you ask! The European model needs 220–240 V. There's a US version with the same look, I can ship that one instead.",
            ),
            Customer("Same price?"),
            Agent("Same price, and the same three-year warranty. Shall I set the order aside for you?"),
            Customer("Yes please."),
        ],
    ),
    dialogue(
        "Refund not received",
        &["billing", "refund"],
        &[
            Customer("You confirmed my refund for {order} ten days ago. Nothing on my card yet."),
            Agent(
                "Let me look that up, {name}. The refund left us on {day}; some banks need up to fourteen days to show it.",
            ),
            Customer("OK but that's a long time for my own money."),
            Agent(
                "I understand. I've attached the bank reference below, with it your bank can find the payment straight away: ARN 7463 2291 0085.",
            ),
            Customer("They found it. Thanks for the number, that helped."),
        ],
    ),
    dialogue(
        "How do I descale the grinder?",
        &["product question"],
        &[
            Customer("Is there a guide on how to clean the {product}? Mine has started to smell a bit."),
            Agent(
                "Hi {name}! Unplug it, take the top burr out (turn it left), brush it dry and run a spoon of rice through afterwards. Never use water on the burrs.",
            ),
            Customer("Rice! Didn't know that one. Works like a charm."),
        ],
    ),
    dialogue(
        "Invoice for order {order}",
        &["billing"],
        &[
            Customer("Could you send me an invoice for {order} with our company name and VAT number on it?"),
            Agent("Of course. Which name and number should it carry?"),
            Customer("Northwind Studio Ltd, GB 284 1123 09."),
            Agent("Done, the corrected invoice is in your mail. Anything else, {name}?"),
            Customer("No, all good."),
        ],
    ),
    dialogue(
        "Cancel my order please",
        &["order change", "refund"],
        &[
            Customer("Hi, I ordered two {product} by mistake, I only need one. Order {order}."),
            Agent("No problem, {name}. I've taken one off the order; the difference goes back to your card today."),
            Customer("You're a star."),
        ],
    ),
    dialogue(
        "Discount code does not work",
        &["checkout"],
        &[
            Customer("WELCOME10 says 'not valid for these items'. I only have the {product} in the basket."),
            Agent(
                "Thanks for telling us! That code should work for everything but gift cards. Could you try again in a private window?",
            ),
            Customer("Still the same."),
            Note("Code was limited to the summer collection by mistake, fixed in the shop's settings."),
            Agent(
                "Found it: the code was set up for one collection only. It works now, and I've added free shipping for your trouble.",
            ),
            Customer("It worked, thank you so much!"),
        ],
    ),
    dialogue(
        "Warranty on a {product} from last year",
        &["warranty"],
        &[
            Customer(
                "My {product} stopped heating yesterday. I bought it about fourteen months ago, is that still covered?",
            ),
            Agent("It is, {name}: three years. Do you still have the order number?"),
            Customer("{order}, I think."),
            Agent(
                "That's the one. A repaired or new one goes out as soon as yours reaches us; the label is in your mail. It takes about a week.",
            ),
            Customer("A week without coffee... I'll survive. Thanks!"),
            Agent("I've put a bag of the house blend into the parcel to make up for it."),
        ],
    ),
    dialogue(
        "Do you ship to Norway?",
        &["shipping", "product question"],
        &[
            Customer("Do you deliver to Norway, and are customs included?"),
            Agent(
                "Yes to both! Shipping is 12 € and we pay duties beforehand, so the postman won't ask you for anything.",
            ),
            Customer("That settles it then. Ordering now."),
        ],
    ),
    dialogue(
        "Beans taste stale",
        &["complaint"],
        &[
            Customer("The beans in my subscription taste flat this month. Roast date on the bag is two months ago!"),
            Agent(
                "That shouldn't happen, {name}, and I'm sorry it did. Fresh bags roasted on {day} are on their way, and this month is on us.",
            ),
            Customer("Appreciated. I'll let you know how they taste."),
            Customer("Update: lovely. All forgiven."),
        ],
    ),
    dialogue(
        "Can't log in",
        &["account"],
        &[
            Customer("I reset my password twice and still can't get into my account."),
            Agent(
                "Hi {name}, I can see two accounts with nearly the same address, one of them with a typo. Shall I merge them into the right one?",
            ),
            Customer("Ah, that explains it. Yes please!"),
            Agent("Merged. Your orders are all there now; sign in with the password that you set last."),
            Customer("I'm in, thanks."),
        ],
    ),
    dialogue(
        "Gift wrapping",
        &["order change"],
        &[
            Customer("Is it too late to have {order} gift wrapped? It's for my sister's birthday on {day}."),
            Agent("Just in time! Would you like a card with it? Write me the text and we'll do it by hand."),
            Customer("'To the only person I know who measures water in grams. Happy birthday, Jo.'"),
            Agent("We all love her already. Wrapped and on its way tonight."),
        ],
    ),
    dialogue(
        "Wholesale prices",
        &["sales"],
        &[
            Customer(
                "We're opening a small café in spring and need about twenty {product}. Do you offer trade prices?",
            ),
            Agent(
                "Congratulations! We do: from ten pieces on you get 22 % off, and we'd lend you one to try first. May I call you on {day}?",
            ),
            Customer("Tuesday after ten works best, my number is in my account."),
            Note("Café project, opens in March. Good candidate for the trade programme. Calling on Tuesday."),
            Agent("Tuesday at half past ten it is. I'm looking forward to it, {name}."),
        ],
    ),
    dialogue(
        "The lid of my {product} is stuck",
        &["product question"],
        &[
            Customer("Silly question, but how do I open the lid? It won't move at all."),
            Agent("Not silly, the first time it's tight. Press the small tab at the hinge and lift at the same time."),
            Customer("Got it!! Thought I'd break it. Thanks."),
        ],
    ),
    dialogue(
        "Very disappointed",
        &["complaint", "refund"],
        &[
            Customer(
                "This is my third message. Nobody answers, and the {product} still doesn't work. I want my money back.",
            ),
            Agent(
                "{name}, you're right to be annoyed: your first two messages went to an address that nobody reads. That's fixed, and I've refunded {order} in full just now.",
            ),
            Customer("Thank you for at least being honest about it."),
            Agent(
                "You may keep the {product} too. If you let me, I'll have it picked up, repaired and sent back, free of charge.",
            ),
        ],
    ),
    dialogue(
        "Subscription pause",
        &["subscription"],
        &[
            Customer("I'm travelling for six weeks. Can I pause the bean subscription?"),
            Agent("Done, {name}: paused until you're back, the next bag ships on {day}. Safe travels!"),
            Customer("That was easy. Thanks!"),
        ],
    ),
    dialogue(
        "Part missing",
        &["replacement"],
        &[
            Customer("There's no filter holder in the box of my {product}. The manual says there should be one."),
            Agent("Strange! I'm sending one by letter today, it should reach you by {day}."),
            Customer("It came this morning. Thank you {agent}."),
        ],
    ),
];
