//! Killed at any moment, run again, run at once: the tables come out right.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    process::Stdio,
    thread,
    time::Duration,
};

use crate::{
    databases::{Kind, Place, both_databases},
    programs::{self, lesson, lessons, run_at_once},
};

/// How many runs are killed on each database.
const KILLS: u64 = 50;

/// The lesson that is killed, and run eight times at once: it has the most steps, and unlike the
/// index step of car-mart they are short.
const LESSON: &str = "many-to-many-association";

/// The next run does not wait for the server to notice that the killed one is gone.
fn kill_and_run_again(place: &Place, seeds: impl Iterator<Item = u64>) {
    let whole = programs::run(&mut place.lesson(LESSON, LESSON));
    let took = whole.took;
    let right = whole.good();
    for seed in seeds {
        // The same moments in every run of the tests, as shares of what a whole run takes here.
        let mut hasher = DefaultHasher::new();
        seed.hash(&mut hasher);
        let moment = took.mul_f64((hasher.finish() % 1000) as f64 / 1000.0);

        let mut victim = place
            .lesson(LESSON, LESSON)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(moment.max(Duration::from_millis(1)));
        // SIGKILL; an error means that it has ended already.
        let _ = victim.kill();
        victim.wait().unwrap();

        let again = programs::run(&mut place.lesson(LESSON, LESSON)).good();
        assert!(again == right, "after a kill at {moment:?}:\n{again}");
    }
}

both_databases! {
    async fn a_lesson_killed_at_any_moment_runs_again(kind: Kind) {
        // Four places at a time: a run mostly waits.
        let mut places = Vec::new();
        for _ in 0..4 {
            places.push(Place::new(kind).await);
        }
        thread::scope(|scope| {
            for (place, first) in places.iter().zip(0..) {
                scope.spawn(move || kill_and_run_again(place, (first..KILLS).step_by(4)));
            }
        });
    }

    async fn every_lesson_prints_the_same_when_it_is_run_again(kind: Kind) {
        let place = Place::new(kind).await;
        for (package, name) in lessons() {
            let first = programs::run(&mut place.lesson(package, &name)).good();
            assert!(first.contains("|--"), "{first}");
            let second = programs::run(&mut place.lesson(package, &name)).good();
            assert!(first == second, "{name}:\n{first}\n{second}");
        }
    }

    async fn eight_runs_of_a_lesson_at_once_print_the_same(kind: Kind) {
        let alone = programs::run(&mut Place::new(kind).await.lesson(LESSON, LESSON)).good();
        let place = Place::new(kind).await;
        let runs = (0..8).map(|_| place.lesson(LESSON, LESSON)).collect();
        for ran in run_at_once(runs) {
            let together = ran.good();
            assert!(together == alone, "{together}");
        }
    }

    async fn all_lessons_at_once_print_what_each_prints_alone(kind: Kind) {
        let apart = Place::new(kind).await;
        let together = Place::new(kind).await;
        // The main lesson of each crate.
        let lessons: Vec<_> = lessons().into_iter().filter(|(package, name)| package == name).collect();
        let runs = lessons.iter().map(|(package, name)| together.lesson(package, name)).collect();
        for (ran, (package, name)) in run_at_once(runs).into_iter().zip(&lessons) {
            let alone = programs::run(&mut apart.lesson(package, name)).good();
            assert!(ran.good() == alone, "{name}");
        }
    }
}

/// `migrations … up` at once, which SeaORM by itself gets wrong: it takes no lock.
#[tokio::test]
async fn eight_migrations_at_once_leave_one_schema() {
    let place = Place::new(Kind::Postgres).await;
    let up = || {
        let mut command = lesson("migrations", &place.url);
        command.args(["car-mart", "up"]);
        command
    };
    let runs = run_at_once((0..8).map(|_| up()).collect());
    let lines: Vec<_> = runs.into_iter().map(programs::Ran::good).collect();
    let first = lines.iter().filter(|lines| lines.contains("applied now"));
    assert_eq!(first.count(), 1, "{lines:?}");
}
