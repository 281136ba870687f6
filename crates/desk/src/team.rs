//! The team: who is in it, as what, and who may change that (contract section 5, decision D29).
//! Knows nothing of plans.

use std::time::Duration;

use model::job::Mail;
use model::member::Invitation;
use model::{AnyId, Fact, Member, Presence, Role, User};
use store::{Reach, Tx, members, queue, sessions};
use url::form_urlencoded::byte_serialize;

use crate::accounts::email_key;
use crate::error::{Error, Refusal, Result};

const INVITATION_LIFE: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// Between two mails to one address.
const MAIL_PAUSE: Duration = Duration::from_secs(60);
/// Invitations of one business that wait for an answer.
const MOST_INVITATIONS: i64 = 100;
/// Characters of a business's name that a mail shows.
const NAME: usize = 60;

/// Whether a member is the owner, who alone manages team, channels and widgets.
pub(crate) fn owner_only(member: &Member) -> Result<()> {
    if member.role == Role::Owner { Ok(()) } else { Err(Refusal::NotAllowed.into()) }
}

/// Whether a member is the owner or an admin.
pub(crate) fn leads_only(member: &Member) -> Result<()> {
    if matches!(member.role, Role::Owner | Role::Admin) { Ok(()) } else { Err(Refusal::NotAllowed.into()) }
}

/// Makes somebody with an account a member. One who was a member before gets the same membership again.
pub fn invite(tx: &mut Tx<'_>, by: &Member, email: &str, role: Role) -> Result<Member> {
    may_invite(by, role)?;
    let reach = Reach::of(by);
    let key = email_key(email);
    let user = store::users::find_by_email(tx, &key)?.ok_or(Refusal::NoAccount)?;
    match members::works_at(tx, user.key)? {
        Some(business) if business == reach.id() => return Err(Refusal::AlreadyMember.into()),
        Some(_) => return Err(Refusal::WorksElsewhere.into()),
        None => {}
    }
    members::delete_invitations_to(tx, &reach, &key)?;
    join(tx, &reach, Some(by), &user, role)
}

fn may_invite(by: &Member, role: Role) -> Result<()> {
    owner_only(by)?;
    if role == Role::Owner { Err(Refusal::InvalidRole.into()) } else { Ok(()) }
}

fn join(tx: &mut Tx<'_>, reach: &Reach, by: Option<&Member>, user: &User, role: Role) -> Result<Member> {
    let member = members::insert(tx, reach, user.key, role, Presence::Offline).map_err(|error| {
        // Somebody else asked for the same person at the same moment: of this team, or of another.
        if error.is_taken("members_business_id_user_id") {
            Refusal::AlreadyMember.into()
        } else if error.is_taken("members_user_id") {
            Refusal::WorksElsewhere.into()
        } else {
            Error::from(error)
        }
    })?;
    let fact = Fact::MemberInvited { member: member.key, user: user.key, role };
    tx.record(reach, by.map(|by| by.user), fact);
    Ok(member)
}

/// Invites somebody without an account by mail; again renews it. They join once they have registered with this
/// address and proved that it is theirs, so the mail holds no secret. `web` is where the server is reached.
pub fn invite_by_mail(tx: &mut Tx<'_>, by: &Member, email: &str, role: Role, web: &str) -> Result<Invitation> {
    may_invite(by, role)?;
    let reach = Reach::of(by);
    let (key, now) = (email_key(email), tx.now());
    let open = members::list_invitations(tx, &reach)?;
    let before = open.iter().find(|one| one.email == key);
    if before.is_none() && open.len() as i64 >= MOST_INVITATIONS {
        return Err(Refusal::TooManyInvitations.into());
    }
    let is_mailed = before.is_some_and(|one| one.created_at.plus(MAIL_PAUSE) > now);
    let invitation = members::invite(tx, &reach, &key, role, now.plus(INVITATION_LIFE))?;
    tx.record(&reach, Some(by.user), Fact::InvitationSent { invitation: invitation.key, role });
    if !is_mailed {
        let business = store::businesses::find(tx, &reach)?;
        queue::enqueue_mail(tx, &invitation_mail(email, &business.name, web))?;
    }
    Ok(invitation)
}

fn invitation_mail(to: &str, business: &str, web: &str) -> Mail {
    // Whoever chose the name writes to a stranger through us: no dots and slashes, so that it holds no link.
    let name: String =
        business.chars().filter(|one| one.is_alphanumeric() || " &'-".contains(*one)).take(NAME).collect();
    // Behind the #, the address reaches no server's log.
    let address: String = byte_serialize(to.as_bytes()).collect();
    let body = format!(
        "Hello,\n\nyou are invited to join the team of {}.\n\nMake an account with this e-mail address and confirm it, \
         and you are in:\n\n{web}/sign-up#invited={address}\n\nThe invitation is good for seven days. If you do not \
         know them, you can ignore this mail.\n",
        name.trim()
    );
    Mail { to: to.to_owned(), subject: "You are invited to a team".into(), body }
}

/// Takes back an invitation by mail.
pub fn revoke_invitation(tx: &mut Tx<'_>, by: &Member, id: AnyId) -> Result<()> {
    owner_only(by)?;
    let reach = Reach::of(by);
    let invitation = members::delete_invitation(tx, &reach, id)?.ok_or(store::Error::NotFound)?;
    tx.record(&reach, Some(by.user), Fact::InvitationRevoked { invitation });
    Ok(())
}

/// Lets a user who has just proved their e-mail into the team that invited it last, unless they work somewhere.
pub fn accept_invitation(tx: &mut Tx<'_>, user: &User) -> Result<Option<Member>> {
    let key = email_key(&user.email);
    let Some(invitation) = members::find_invitation(tx, &key)? else {
        return Ok(None);
    };
    if members::works_at(tx, user.key)?.is_some() {
        return Ok(None);
    }
    let reach = Reach::system(invitation.business);
    members::delete_invitations_to(tx, &reach, &key)?;
    join(tx, &reach, None, user, invitation.role).map(Some)
}

/// Takes somebody out of the team: their sessions end, and what they had open is nobody's.
pub fn remove(tx: &mut Tx<'_>, by: &Member, id: AnyId) -> Result<()> {
    owner_only(by)?;
    let reach = Reach::of(by);
    let user = members::find(tx, &reach, id)?.user;
    if user == by.user {
        return Err(Refusal::OwnerStays.into());
    }
    // Conversations are locked before the member; what was assigned meanwhile is found after.
    crate::conversations::unassign_all(tx, &reach, Some(by.user), user)?;
    let member = lock_active(tx, &reach, id)?;
    members::update(tx, &reach, &Member { is_active: false, presence: Presence::Offline, ..member.clone() })?;
    sessions::delete_all(tx, user, None)?;
    crate::conversations::unassign_all(tx, &reach, Some(by.user), user)?;
    tx.record(&reach, Some(by.user), Fact::MemberRemoved { member: member.key, user });
    Ok(())
}

/// Makes an admin an agent, or the other way round.
pub fn set_role(tx: &mut Tx<'_>, by: &Member, id: AnyId, role: Role) -> Result<Member> {
    owner_only(by)?;
    let reach = Reach::of(by);
    let member = lock_active(tx, &reach, id)?;
    if member.role == Role::Owner {
        return Err(Refusal::OwnerStays.into());
    }
    if role == Role::Owner {
        return Err(Refusal::InvalidRole.into());
    }
    if member.role == role {
        return Ok(member);
    }
    let member = Member { role, ..member };
    members::update(tx, &reach, &member)?;
    tx.record(&reach, Some(by.user), Fact::MemberRoleChanged { member: member.key, user: member.user, role });
    Ok(member)
}

/// Says of oneself whether one is there.
pub fn set_status(tx: &mut Tx<'_>, member: &Member, status: Presence) -> Result<()> {
    let reach = Reach::of(member);
    let member = lock_active(tx, &reach, member.key.into())?;
    if member.presence != status {
        members::update(tx, &reach, &Member { presence: status, ..member.clone() })?;
        tx.record(&reach, Some(member.user), Fact::MemberStatusChanged { user: member.user, status });
    }
    Ok(())
}

fn lock_active(tx: &mut Tx<'_>, reach: &Reach, id: AnyId) -> Result<Member> {
    let member = members::lock(tx, reach, id)?;
    if member.is_active { Ok(member) } else { Err(store::Error::NotFound.into()) }
}
