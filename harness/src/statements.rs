//! The SQL that SeaORM sent, as SeaORM reports it.

use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::{DatabaseConnection, Statement};

use crate::database::heard;

/// The statements sent since they were last taken.
///
/// BEGIN, COMMIT, ROLLBACK and SAVEPOINT are not among them: SeaORM does not report those. Nor is
/// what sea-orm-migration writes into its own table, which holds the time of the run.
#[derive(Clone, Debug, Default)]
pub struct Statements(Arc<Mutex<Vec<Statement>>>);

impl Statements {
    /// Records every statement that goes through `db` from now on, also inside the transactions
    /// that it begins.
    pub fn record(&self, db: &mut DatabaseConnection) {
        let log = Arc::clone(&self.0);
        db.set_metric_callback(move |info| {
            heard();
            if !info.statement.sql.contains("\"seaql_migrations\"") {
                log.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(info.statement.clone());
            }
        });
    }

    /// Removes the statements recorded so far and returns their text, the values filled in.
    pub fn take(&self) -> Vec<String> {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.drain(..)
            .map(|statement| statement.to_string())
            .collect()
    }
}
