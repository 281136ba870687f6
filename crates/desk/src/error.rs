//! Why the desk says no. A closed list: each refusal has a stable code and one plain sentence.

/// What a rule of the desk, or the store beneath it, answered.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{0}")]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Store(#[from] store::Error),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A "no" that its reader can act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Email already registered")]
    EmailTaken,
    #[error("Incorrect email or password")]
    WrongCredentials,
    #[error("This link is not valid any more. Ask for a new one.")]
    TokenSpent,
    #[error("This account signs in another way")]
    OtherSignIn,
    #[error("You already have a business")]
    HasBusiness,
    #[error("You belong to no business yet. Create one first.")]
    NoBusiness,
    #[error("Your role does not allow this")]
    NotAllowed,
    #[error("Invalid business")]
    OtherBusiness,
    #[error("Invalid channel")]
    InvalidChannel,
    #[error("Invalid customer")]
    InvalidCustomer,
    #[error("This customer already has a conversation on this channel that is not closed")]
    ConversationOpen,
    #[error("This user is not an active member of the team")]
    NotAMember,
    #[error("This conversation is assigned to somebody else")]
    AssignedToOther,
    #[error("This person is already a member of the team")]
    AlreadyMember,
    #[error("This person already works in another business")]
    WorksElsewhere,
    #[error("The owner cannot be removed, and their role cannot change")]
    OwnerStays,
    #[error("The role must be admin or agent")]
    InvalidRole,
    #[error("Nobody has an account with this e-mail address")]
    NoAccount,
    #[error("Too many invitations wait for an answer. Take some back first.")]
    TooManyInvitations,
    #[error("Another active channel uses the same account at the provider")]
    ChannelTaken,
    #[error("This account at the provider cannot be used here")]
    CredentialsRefused,
    #[error("There is already a widget for this domain")]
    DomainTaken,
    #[error("This external id belongs to another customer")]
    ExternalIdTaken,
    #[error("The attributes of a customer take 16 KiB at most")]
    TooManyAttributes,
    #[error("A file was sent with another message already. Upload it again.")]
    AttachmentSent,
    #[error("Files can't be sent by this channel yet: write without them")]
    NoFiles,
    #[error("The files of one mail take 25 MB together at most: send some of them with another one")]
    TooMuchForMail,
    #[error("Only a mail has recipients beside the customer: leave out cc and bcc")]
    NoCopies,
    #[error("Only a message that did not go out can be sent again")]
    NotFailed,
    #[error(
        "This channel takes an answer only within 24 hours after the customer last wrote. Wait until they write again."
    )]
    WindowClosed,
    #[error(
        "This channel takes free text only within 24 hours after the customer last wrote. Send one of its templates, or wait until they write again."
    )]
    TemplateNeeded,
    #[error(
        "The customer has opted out: they wrote STOP to this number. They have to write START before they can be written to again."
    )]
    OptedOut,
    #[error("A template goes out as it was approved: leave out content of your own and files")]
    TemplateAlone,
    #[error("A business has 20 webhook endpoints at most")]
    TooManyEndpoints,
    #[error("This webhook endpoint is switched off. Switch it on first.")]
    EndpointOff,
    #[error("This delivery is still on its way")]
    DeliveryWaits,
    #[error("A test is told by sending another one")]
    TestDelivery,
    #[error("Another article has this slug")]
    SlugTaken,
    #[error("Somebody has changed this article meanwhile. Read it again first.")]
    ArticleChanged,
    #[error("Another help centre has this name")]
    HelpCentreTaken,
    #[error("Too many imports are under way. Wait until one is done, or cancel it.")]
    TooManyImports,
    #[error("This import is over already")]
    ImportOver,
    #[error("There is nothing to say")]
    NothingToSay,
    #[error("This answer is no draft any more")]
    NoDraft,
    #[error("Only an answer to a customer can become an article")]
    NoAnswer,
    #[error("Theo is switched off. An owner or admin switches him on in the settings.")]
    TheoOff,
    #[error("This widget does not serve this page")]
    WrongDomain,
    #[error("This widget is switched off")]
    WidgetOff,
    #[error("The visitor token is not valid for this widget")]
    WrongVisitor,
    #[error("Proof of identity is needed here: a hash or a JWT made with the widget's identity secret")]
    NoIdentity,
    #[error("The proof of identity is not valid")]
    WrongIdentity,
    #[error("The proof of identity has expired")]
    IdentityExpired,
    #[error("The proof of identity must expire within a day")]
    LongIdentity,
}

impl Refusal {
    /// A stable word for logs and clients.
    pub fn code(self) -> &'static str {
        match self {
            Self::EmailTaken => "email_taken",
            Self::WrongCredentials => "wrong_credentials",
            Self::TokenSpent => "token_spent",
            Self::OtherSignIn => "other_sign_in",
            Self::HasBusiness => "has_business",
            Self::NoBusiness => "no_business",
            Self::NotAllowed => "not_allowed",
            Self::OtherBusiness => "other_business",
            Self::InvalidChannel => "invalid_channel",
            Self::InvalidCustomer => "invalid_customer",
            Self::ConversationOpen => "conversation_open",
            Self::NotAMember => "not_a_member",
            Self::AssignedToOther => "assigned_to_other",
            Self::AlreadyMember => "already_member",
            Self::WorksElsewhere => "works_elsewhere",
            Self::OwnerStays => "owner_stays",
            Self::InvalidRole => "invalid_role",
            Self::NoAccount => "no_account",
            Self::TooManyInvitations => "too_many_invitations",
            Self::ChannelTaken => "channel_taken",
            Self::CredentialsRefused => "credentials_refused",
            Self::DomainTaken => "domain_taken",
            Self::ExternalIdTaken => "external_id_taken",
            Self::TooManyAttributes => "too_many_attributes",
            Self::AttachmentSent => "attachment_sent",
            Self::NoFiles => "no_files",
            Self::TooMuchForMail => "too_much_for_mail",
            Self::NotFailed => "not_failed",
            Self::NoCopies => "no_copies",
            Self::WindowClosed => "window_closed",
            Self::TemplateNeeded => "template_needed",
            Self::OptedOut => "opted_out",
            Self::TemplateAlone => "template_alone",
            Self::TooManyEndpoints => "too_many_endpoints",
            Self::EndpointOff => "endpoint_off",
            Self::DeliveryWaits => "delivery_waits",
            Self::TestDelivery => "test_delivery",
            Self::SlugTaken => "slug_taken",
            Self::ArticleChanged => "article_changed",
            Self::HelpCentreTaken => "help_centre_taken",
            Self::TooManyImports => "too_many_imports",
            Self::ImportOver => "import_over",
            Self::NothingToSay => "nothing_to_say",
            Self::NoDraft => "no_draft",
            Self::NoAnswer => "no_answer",
            Self::TheoOff => "theo_off",
            Self::WrongDomain => "wrong_domain",
            Self::WidgetOff => "widget_off",
            Self::WrongVisitor => "wrong_visitor",
            Self::NoIdentity => "no_identity",
            Self::WrongIdentity => "wrong_identity",
            Self::IdentityExpired => "identity_expired",
            Self::LongIdentity => "long_identity",
        }
    }
}
