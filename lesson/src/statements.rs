//! The SQL that SeaORM sent, as SeaORM reports it.

use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::{DatabaseConnection, Statement};

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
        log.drain(..).map(|statement| text(&statement)).collect()
    }
}

/// The most values that are shown filled in: the statement with 8,000 of them is not for reading.
const READABLE: usize = 64;

fn text(statement: &Statement) -> String {
    let values = statement.values.as_ref().map_or(0, |values| values.0.len());
    if values <= READABLE {
        return statement.to_string();
    }
    let end = statement.sql.find("VALUES").unwrap_or(statement.sql.len());
    format!("{}… {values} values", &statement.sql[..end])
}
