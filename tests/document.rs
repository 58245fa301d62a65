//! The outputs that the document promises, asserted literally.

use harness::Recorder;
use testing::{Kind, lessons::record};

/// The lines and the rows that a step of car-mart shows, tables without their
/// frame.
fn shown(recorder: &Recorder, step: &str) -> Vec<String> {
    let mut records = recorder.records().iter();
    let record = records.find(|found| found.name == step).unwrap();
    record
        .outcomes()
        .flat_map(|outcome| {
            let rows = outcome.table.iter().flat_map(|table| &table.rows);
            let rows = rows.map(|row| row.join(" | "));
            rows.chain(outcome.lines.iter().cloned())
        })
        .collect()
}

async fn car_mart_prints_what_the_document_prints(kind: Kind) {
    let recorder = record(&car_mart::LESSONS[0], kind).await;
    for (step, lines) in [
        (
            "read",
            &[
                "C1: Toyota Corolla, 2020 - $20000",
                "C2: Toyota Corolla, 2021 - $21000",
                "C3: Honda Civic, 2020 - $22000",
                "C4: Honda Civic, 2022 - $23000",
            ][..],
        ),
        ("update", &["C2: Toyota Corolla, 2021 - $21500"]),
        ("delete", &["Car C4 is removed from the database"]),
        (
            "data_mart",
            &[
                "Toyota | Corolla | 2020 | 20000",
                "Toyota | Corolla | 2021 | 21500",
                "Honda | Civic | 2020 | 22000",
            ],
        ),
    ] {
        let shown = shown(&recorder, step);
        for line in lines {
            assert!(
                shown.iter().any(|found| found == line),
                "{line} is not in {shown:#?}"
            );
        }
    }
}

testing::tests![car_mart_prints_what_the_document_prints,];
