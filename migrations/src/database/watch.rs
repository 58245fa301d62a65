//! Giving up on a server that is there but says nothing.
//!
//! A server that is paused, or a network that is gone, closes no connection: a client that reads
//! from it waits for ever. A limit on the whole run would end a slow one that goes well. So what is
//! measured is silence: seconds in which nothing woke this process up.

use std::{
    future::poll_fn,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    time::Duration,
};

use sea_orm_migration::sea_orm::{DatabaseConnection, DbBackend};
use tokio::time::{MissedTickBehavior, interval};

use super::OpenError;

/// How many seconds of silence are one too many.
pub(super) const SILENCE: u32 = 10;

/// Runs `work`, which talks to `db`, and gives up when PostgreSQL has said nothing for 10 s. Each
/// word of the server starts the count anew, and time in which this process itself computes or is
/// stopped does not count.
///
/// # Errors
///
/// What `work` reports, or [`OpenError::Silent`].
pub async fn answered<T, E>(
    db: &DatabaseConnection,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, OpenError>
where
    OpenError: From<E>,
{
    match db.get_database_backend() {
        DbBackend::Postgres => Ok(within(SILENCE, work).await.ok_or(OpenError::Silent)??),
        // A disk may be slow, but it is never paused.
        _ => Ok(work.await?),
    }
}

/// What `work` returns, or `None` after so many seconds in which nothing woke it.
async fn within<T>(seconds: u32, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    let heard = Arc::new(AtomicBool::new(true));
    let mut silent = 0;
    let mut second = interval(Duration::from_secs(1));
    // Otherwise the ticks missed while this process was stopped (Ctrl-Z) would come all at once.
    second.set_missed_tick_behavior(MissedTickBehavior::Delay);

    poll_fn(|context| {
        let ear = Arc::new(Ear {
            heard: Arc::clone(&heard),
            task: context.waker().clone(),
        });
        if let Poll::Ready(outcome) = work
            .as_mut()
            .poll(&mut Context::from_waker(&Waker::from(ear)))
        {
            return Poll::Ready(Some(outcome));
        }
        while second.poll_tick(context).is_ready() {
            silent = if heard.swap(false, Ordering::Relaxed) {
                0
            } else {
                silent + 1
            };
        }
        if silent >= seconds {
            return Poll::Ready(None);
        }
        Poll::Pending
    })
    .await
}

/// Wakes the task, as every waker does, and remembers that something happened.
struct Ear {
    heard: Arc<AtomicBool>,
    task: Waker,
}

impl Wake for Ear {
    fn wake(self: Arc<Self>) {
        self.heard.store(true, Ordering::Relaxed);
        self.task.wake_by_ref();
    }
}
