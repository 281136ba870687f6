//! Businesses: making one makes its owner.
//! Knows nothing of plans.

use model::{Business, Fact, User};
use store::businesses::Profile;
use store::{Reach, Tx};

use crate::error::{Refusal, Result};

/// Makes a business that `owner` owns. A person owns one at most, and works in one at a time (decision D13).
pub fn create(tx: &mut Tx<'_>, owner: &User, profile: &Profile) -> Result<Business> {
    let business = store::businesses::insert(tx, owner.key, profile).map_err(|error| {
        if error.is_taken("businesses_owner_id") {
            Refusal::HasBusiness.into()
        } else if error.is_taken("members_user_id") {
            Refusal::WorksElsewhere.into()
        } else {
            crate::Error::from(error)
        }
    })?;
    tx.record(&Reach::system(business.key), Some(owner.key), Fact::BusinessCreated);
    Ok(business)
}
