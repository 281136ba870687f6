//! The list of those that wait for a human.

use model::{ChannelType, Conversation, Status, Time};
use store::Error;
use store::conversations::{self, Assignee, Filter, Start};

use crate::{START, blank, rig};

/// Counts, not seconds: who waits for a human is found among many who don't, whatever else is asked.
#[tokio::test(flavor = "multi_thread")]
async fn those_who_wait_for_a_human_are_found_without_a_look_at_the_others() {
    let rig = rig("sqlite", "waiting").await;
    let reach = rig.reach;
    rig.db
        .write(move |tx| -> Result<(), Error> {
            for number in 0..3_000 {
                let time = START + number;
                let mut one = blank(reach.business(), Status::Open, None, time);
                conversations::insert(tx, &reach, &mut one)?;
                if number % 1_000 == 7 {
                    let handed_over = Conversation { handoff_at: Some(Time(time)), ..one.clone() };
                    conversations::save(tx, &reach, &one, &handed_over)?;
                }
            }
            Ok(())
        })
        .await
        .expect("conversations");
    for status in [None, Some(Status::Open)] {
        for assignee in [None, Some(Assignee::Nobody)] {
            for channel_type in [None, Some(ChannelType::Widget)] {
                let filter = Filter { status, assignee, channel_type, is_handed_over: true, ..Filter::default() };
                let asked = format!("{filter:?}");
                let before = rig.db.counters().vm_steps;
                let page = rig.db.read(move |c| conversations::list(c, &reach, &filter, Start::Offset(0), 20)).await;
                let times: Vec<i64> = page
                    .unwrap_or_else(|error| panic!("{asked}: {error}"))
                    .conversations
                    .iter()
                    .map(|one| one.updated_at.0 - START)
                    .collect();
                assert_eq!(times, [2_007, 1_007, 7], "{asked}");
                let steps = rig.db.counters().vm_steps - before;
                assert!(steps < 2_000, "{asked}: {steps}");
            }
        }
    }
}
