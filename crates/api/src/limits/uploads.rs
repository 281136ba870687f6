//! How many files, and how much of them, one account or one address may upload in an hour.
//! Knows nothing of files.

use std::net::IpAddr;

use model::Clock;
use model::address::block;

use super::{Limit, Limits, Rates};
use crate::error::Error;

pub(super) struct Uploads {
    files_of_account: Limit<uuid::Uuid>,
    kib_of_account: Limit<uuid::Uuid>,
    files_of_address: Limit<IpAddr>,
    kib_of_address: Limit<IpAddr>,
}

impl Uploads {
    pub(super) fn new(rates: Rates, clock: &Clock) -> Self {
        Self {
            files_of_account: Limit::new(rates.uploads_by_account, clock),
            kib_of_account: Limit::new(rates.upload_kib_by_account, clock),
            files_of_address: Limit::new(rates.uploads_by_address, clock),
            kib_of_address: Limit::new(rates.upload_kib_by_address, clock),
        }
    }
}

/// At least one, so that many small ones count too.
fn kib(bytes: usize) -> u32 {
    u32::try_from(bytes >> 10).unwrap_or(u32::MAX).max(1)
}

impl Limits {
    /// A member uploads as many bytes as they announce.
    pub fn upload_by_account(&self, user: uuid::Uuid, bytes: usize) -> Result<(), Error> {
        self.check(&self.uploads.files_of_account, user)?;
        self.check_many(&self.uploads.kib_of_account, user, kib(bytes))
    }

    /// A visitor uploads as many bytes as they announce.
    pub fn upload_by_address(&self, address: IpAddr, bytes: usize) -> Result<(), Error> {
        self.check(&self.uploads.files_of_address, block(address))?;
        self.check_many(&self.uploads.kib_of_address, block(address), kib(bytes))
    }
}
