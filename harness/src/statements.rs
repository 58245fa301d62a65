//! The SQL that SeaORM sent, as SeaORM reports it, and the lines that sent it.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, Ordering::Relaxed},
};

use sea_orm::DatabaseConnection;

use crate::{
    database::heard,
    lines::{self, Frame},
};

/// The statements sent since they were last taken.
///
/// BEGIN, COMMIT, ROLLBACK and SAVEPOINT are not among them: SeaORM does not report those. Nor is
/// what sea-orm-migration writes into its own table, which holds the time of the run.
#[derive(Clone, Debug, Default)]
pub struct Statements {
    sent: Arc<Mutex<Vec<Sent>>>,
    paused: Arc<AtomicBool>,
}

/// A statement that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its text, the values filled in.
    pub sql: String,
    /// The calls of the workspace that sent it, the innermost first.
    pub frames: Vec<Frame>,
}

impl Sent {
    /// Whether it changes nothing, to judge by its words.
    pub(crate) fn only_reads(&self) -> bool {
        let begins = |word: &&str| self.sql.trim_start().starts_with(*word);
        let writes = ["INSERT INTO", "UPDATE ", "DELETE FROM"];
        ["SELECT", "EXPLAIN", "WITH"].iter().any(begins)
            && !writes.iter().any(|word| self.sql.contains(word))
    }
}

impl Statements {
    /// Records every statement that goes through `db` from now on, also inside the transactions
    /// that it begins.
    pub fn record(&self, db: &mut DatabaseConnection) {
        let log = self.clone();
        db.set_metric_callback(move |info| {
            heard();
            let migration = info.statement.sql.contains("\"seaql_migrations\"");
            if !migration && !log.paused.load(Relaxed) {
                let sql = info.statement.to_string();
                let frames = lines::frames();
                log.lock().push(Sent { sql, frames });
            }
        });
    }

    /// Removes the statements recorded so far and returns them, in the order in which they were sent.
    pub fn take(&self) -> Vec<Sent> {
        self.lock().drain(..).collect()
    }

    /// Whether a statement was recorded since they were last taken.
    pub(crate) fn any(&self) -> bool {
        !self.lock().is_empty()
    }

    /// Removes the statements recorded so far and returns their texts.
    pub fn take_sql(&self) -> Vec<String> {
        self.take().into_iter().map(|sent| sent.sql).collect()
    }

    /// What `work` returns. Its statements are not recorded.
    pub(crate) async fn unrecorded<T>(
        &self,
        work: impl Future<Output = T>,
    ) -> T {
        self.paused.store(true, Relaxed);
        let outcome = work.await;
        self.paused.store(false, Relaxed);
        outcome
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Sent>> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
