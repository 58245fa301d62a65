//! Entity diagrams, derived from what the entities declare.

use lesson::table::{Table, columns};
use sea_orm::{ColumnTrait, EntityTrait, IdenStatic, Iterable, RelationTrait};

/// A Mermaid entity diagram of some entities: their tables, and an edge for each foreign key.
#[derive(Default)]
pub struct Diagram {
    tables: String,
    edges: String,
}

impl Diagram {
    /// Adds an entity's table and its foreign keys.
    pub fn with<E: EntityTrait>(mut self, entity: E) -> Self {
        let table = entity.table_name();
        self.tables += &format!("    {table} {{\n");
        for row in Table::of(&columns(entity)).rows {
            let [column, kind, _, key] = row.as_slice() else {
                panic!("{row:?} is no column");
            };
            self.tables += &format!("        {kind} {column}{}\n", keys(key));
        }
        self.tables += "    }\n";
        for relation in E::Relation::iter().map(|relation| relation.def()) {
            // SeaORM's `is_owner` is the side that is referred to.
            if relation.is_owner {
                continue;
            }
            let other = relation.to_tbl.sea_orm_table().to_string();
            let column = relation
                .from_col
                .iter()
                .map(ToString::to_string)
                .collect::<String>();
            let (one, many) = cardinality::<E>(&column);
            self.edges += &format!("    {other} {one}--{many} {table} : {column}\n");
        }
        self
    }

    /// The diagram as a fenced block.
    pub fn finish(self) -> String {
        format!("```mermaid\nerDiagram\n{}{}```", self.edges, self.tables)
    }
}

/// Mermaid's marks for a column that is part of a key.
fn keys(key: &str) -> &'static str {
    let primary = key.contains("primary key");
    let foreign = key.contains("on delete");
    match (primary, foreign, key.contains("unique")) {
        (true, true, _) => " PK, FK",
        (true, false, _) => " PK",
        (false, true, true) => " FK, UK",
        (false, true, false) => " FK",
        (false, false, true) => " UK",
        (false, false, false) => "",
    }
}

/// How many rows stand on each side of the foreign key in `column`: a nullable one makes the one
/// side optional, a unique one makes the other side at most one.
fn cardinality<E: EntityTrait>(column: &str) -> (&'static str, &'static str) {
    let column = E::Column::iter()
        .find(|found| found.as_str() == column)
        .expect("a relation names a column of its entity");
    let one = if column.def().is_null() { "|o" } else { "||" };
    let many = if column.def().is_unique() { "o|" } else { "o{" };
    (one, many)
}
