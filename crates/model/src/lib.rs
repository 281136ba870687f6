//! What is it? Plain data: ids, times, and every noun of the product.
//! Knows nothing of SQL, HTTP, sockets or providers.

pub mod address;
pub mod article;
pub mod attachment;
pub mod business;
pub mod channel;
pub mod conversation;
pub mod customer;
pub mod delivery;
pub mod event;
pub mod id;
pub mod import;
pub mod inbound;
pub mod job;
pub mod mail;
pub mod member;
pub mod message;
pub mod theo;
pub mod time;
pub mod user;
pub mod webhook;
pub mod widget;

pub use article::{Article, ArticleState, ArticleVersion, HelpCentre, IndexState, Passage};
pub use attachment::{Attachment, AttachmentState};
pub use business::Business;
pub use channel::{Channel, ChannelType};
pub use conversation::{Conversation, HandoffReason, Status};
pub use customer::Customer;
pub use event::{Event, Fact};
pub use id::{AnyId, Key};
pub use import::{Import, ImportItem, ImportKind, ImportState, ItemState};
pub use inbound::{Inbound, Received};
pub use job::Job;
pub use mail::Mail;
pub use member::{Member, Presence, Role};
pub use message::{Message, SenderType};
pub use time::{Clock, Time};
pub use user::User;
pub use webhook::{WebhookDelivery, WebhookEndpoint};
pub use widget::Widget;

/// A closed list of words: an enum whose wire and database form is one lower-case word.
pub trait Word: Copy + Sized + 'static {
    /// Every word, in the order in which the documents name them.
    const ALL: &'static [Self];

    fn word(self) -> &'static str;

    /// The value that `word` names, if it names one.
    fn from_word(word: &str) -> Option<Self>;
}

/// Declares an enum of words once: the variants, their words, serde and OpenAPI agree by construction.
/// `Variant = "word" | "alias"` also reads the alias, and never writes it.
#[macro_export]
macro_rules! words {
    ($(#[$about:meta])* $name:ident {
        $($(#[$variant_about:meta])* $variant:ident = $word:literal $(| $alias:literal)*),+ $(,)?
    }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$variant_about])* #[serde(rename = $word)] $(#[serde(alias = $alias)])* $variant),+ }

        impl $crate::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
            fn from_word(word: &str) -> Option<Self> {
                match word { $($word $(| $alias)* => Some(Self::$variant),)+ _ => None }
            }
        }

        // By hand: utoipa's derive does not see a rename that comes out of a macro.
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                let words = utoipa::openapi::ObjectBuilder::new().schema_type(utoipa::openapi::schema::Type::String);
                words.enum_values(Some([$($word),+])).into()
            }
        }

        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }
    };
}
