//! The program of the migrations.

use testing::{Kind, TestDatabase, snapshot};

use super::{lesson, packages, run};

async fn the_program_says_which_migrations_are_applied(kind: Kind) {
    for package in packages() {
        let database = TestDatabase::empty(kind).await;
        let mut text = String::new();
        for command in ["up", "status", "down", "refresh"] {
            let mut program = lesson("migrations", database.url());
            let printed = run(program.args([package, command])).good();
            text += &format!(
                "$ cargo run -p migrations -- {package} {command}\n{printed}\n"
            );
        }
        let folder = "safety/snapshots/migrations";
        if kind == Kind::Sqlite {
            assert_eq!(text.trim_end(), testing::body(folder, package));
        } else {
            snapshot(
                folder,
                package,
                "What the program prints",
                text.trim_end(),
            )
            .await;
        }
    }
}

testing::tests![the_program_says_which_migrations_are_applied];
