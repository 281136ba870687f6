//! `pingback token create --email`

use std::process::ExitCode;

use api::token::{LIFE, Token, Tokens};
use clap::{Args, Subcommand};

use super::say;
use crate::config::Config;
use crate::trouble::Trouble;
use crate::{database, secrets};

#[derive(Args, Debug)]
pub struct Words {
    #[command(subcommand)]
    pub what: What,
}

#[derive(Debug, Subcommand)]
pub enum What {
    /// Make a bearer token for somebody with an account, valid for 30 days; also while the server runs
    Create {
        /// The address of the account
        #[arg(long)]
        email: String,
    },
}

impl Words {
    pub fn run(self, config: &Config) -> anyhow::Result<ExitCode> {
        let What::Create { email } = self.what;
        let keys = secrets::load(config)?;
        let clock = database::system_clock();
        let db = database::open(config, &clock, &keys)?;
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let key = desk::accounts::email_key(&email);
        let made = runtime.block_on(db.write(move |tx| {
            let Some(user) = store::users::find_by_email(tx, &key)? else { return Ok(None) };
            let session = desk::accounts::sign_in(tx, &user, "", "pingback token create", LIFE)?;
            Ok::<_, desk::Error>(Some(Token { user: user.key.uuid, session }))
        }));
        let Some(token) = made? else {
            return Err(Trouble::new(
                format!("There is no account with the address {email}."),
                "Register it first, or check the spelling and --data.",
            )
            .into());
        };
        say(&Tokens::new(&keys.token).make(token, clock()))?;
        Ok(ExitCode::SUCCESS)
    }
}
