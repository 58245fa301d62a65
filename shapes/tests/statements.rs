//! No read costs a statement per row: with 500 more parents each read sends as
//! many statements as before.

use testing::statements::Reads;

/// The reads of each lesson, in reading order.
pub const READS: &[Reads] = &[
    Reads {
        lesson: "company-employee",
        steps: &["read_from_companies", "read_from_employees"],
        more: &[
            ("company (id, name)", "i, 'Company ' || i"),
            ("employee (id, name, company_id)", "i, 'Name ' || i, i"),
        ],
    },
    Reads {
        lesson: "library-book",
        steps: &["read_from_libraries", "read_from_books"],
        more: &[
            ("library (id, name)", "i, 'Library ' || i"),
            ("book (id, title, library_id)", "i, 'Book ' || i, i"),
        ],
    },
    Reads {
        lesson: "student-classroom",
        steps: &["read_from_students", "read_from_classrooms"],
        more: &[
            ("classroom (id, door)", "i, 'Door ' || i"),
            ("student (id, name, classroom_id)", "i, 'Name ' || i, i"),
        ],
    },
    Reads {
        lesson: "one-sided",
        steps: &[
            "read_from_addresses",
            "read_from_cities",
            "filter_and_count",
        ],
        more: &[
            ("city (id, name)", "i, 'City ' || i"),
            ("address (id, street, city_id)", "i, 'Street ' || i, i"),
            ("address (id, street, city_id)", "i + 1000, 'Road ' || i, 1"),
        ],
    },
    Reads {
        lesson: "late-parent",
        steps: &["read_from_dealers", "read_from_cars"],
        more: &[
            ("dealer (id, name)", "i, 'Dealer ' || i"),
            ("car (id, plate, dealer_id)", "i, 'Plate ' || i, i"),
        ],
    },
    Reads {
        lesson: "unique-target",
        steps: &[
            "read_from_countries",
            "read_from_employees",
            "read_without_a_join",
        ],
        more: &[
            ("country (id, code, name)", "i, 'C' || i, 'Country ' || i"),
            ("employee (id, name, country_code)", "i, 'Name ' || i, 'C' || i"),
            (
                "employee (id, name, country_code)",
                "i + 1000, 'Name ' || i, 'UK'",
            ),
        ],
    },
    Reads {
        lesson: "no-constraint",
        steps: &["read_from_accounts", "read_from_entries", "orphans"],
        more: &[
            ("account (id, name)", "i, 'Account ' || i"),
            ("log_entry (id, action, account_id)", "i, 'Action ' || i, i"),
            (
                "log_entry (id, action, account_id)",
                "i + 1000, 'Action ' || i, 0",
            ),
        ],
    },
    Reads {
        lesson: "staff-boss",
        steps: &["read_both_ways", "read_one_way", "read_a_branch"],
        more: &[
            ("staff (id, name, boss_id)", "i, 'Name ' || i, 2"),
            ("staff (id, name, boss_id)", "i + 1000, 'Name ' || i, i"),
        ],
    },
    Reads {
        lesson: "home-away",
        steps: &[
            "read_from_games",
            "read_from_teams",
            "join_both",
            "either_role",
        ],
        more: &[
            ("team (id, name)", "i, 'Team ' || i"),
            ("game (id, home_id, away_id, score)", "i, 1, i, '1:0'"),
            ("game (id, home_id, away_id, score)", "i + 1000, i, 1, '0:1'"),
        ],
    },
    Reads {
        lesson: "composite-key",
        steps: &["read_from_rooms", "read_from_bookings", "read_one_room"],
        more: &[
            ("room (building, number, seats)", "'C', i, 4"),
            (
                "booking (id, building, number, week, guest)",
                "i, 'C', i, 1, 'Guest ' || i",
            ),
            (
                "booking (id, building, number, week, guest)",
                "i + 1000, 'B', 1, i, 'Guest ' || i",
            ),
        ],
    },
    Reads {
        lesson: "chain",
        steps: &[
            "from_one_row",
            "from_every_painting",
            "from_every_country",
            "three_in_one_select",
            "past_the_second_level",
        ],
        more: &[
            ("country (id, name)", "i, 'Country ' || i"),
            ("city (id, name, country_id)", "i, 'City ' || i, i"),
            ("museum (id, name, city_id)", "i, 'Museum ' || i, i"),
            ("painting (id, title, museum_id)", "i, 'Painting ' || i, i"),
            (
                "painting (id, title, museum_id)",
                "i + 1000, 'Painting ' || i, 1",
            ),
        ],
    },
    Reads {
        lesson: "country-capital",
        steps: &["read_from_countries", "read_from_capitals"],
        more: &[
            ("country (id, name)", "i, 'Country ' || i"),
            ("capital (id, name, country_id)", "i, 'Capital ' || i, i"),
        ],
    },
    Reads {
        lesson: "person-passport",
        steps: &["read_from_people", "read_from_passports"],
        more: &[
            ("person (id, name)", "i, 'Name ' || i"),
            ("passport (number, person_id)", "'N' || i, i"),
        ],
    },
    Reads {
        lesson: "doctor-office",
        steps: &["read_from_doctors", "read_from_offices"],
        more: &[
            ("doctor (id, name)", "i, 'Name ' || i"),
            ("office (id, door, doctor_id)", "i, 'Door ' || i, i"),
        ],
    },
    Reads {
        lesson: "shared-key",
        steps: &["read_from_machines", "read_from_warranties"],
        more: &[
            ("machine (id, name)", "i, 'Machine ' || i"),
            ("warranty (machine_id, years)", "i, 2"),
        ],
    },
    Reads {
        lesson: "both-required",
        steps: &["read_from_contracts", "read_from_sheets"],
        more: &[
            ("contract (id, number)", "i, 'N-' || i"),
            ("cover_sheet (id, title, contract_id)", "i, 'Sheet ' || i, i"),
        ],
    },
    Reads {
        lesson: "successor",
        steps: &["read_successors", "read_predecessors"],
        more: &[
            ("person (id, name)", "i + 1000, 'Heir ' || i"),
            ("person (id, name, successor_id)", "i, 'Name ' || i, i + 1000"),
        ],
    },
    Reads {
        lesson: "author-book",
        steps: &["read_from_authors", "read_from_books"],
        more: &[
            ("author (id, name)", "i, 'Name ' || i"),
            ("book (id, title)", "i, 'Book ' || i"),
            ("authorship (author_id, book_id)", "i, i"),
        ],
    },
    Reads {
        lesson: "patient-doctor",
        steps: &["read_from_patients", "read_from_doctors"],
        more: &[
            ("patient (id, name)", "i, 'Name ' || i"),
            ("doctor (id, name)", "i, 'Doctor ' || i"),
            (
                "visit (id, patient_id, doctor_id, visited_on, reason)",
                "i, i, i, '2026-03-01', 'Reason ' || i",
            ),
        ],
    },
    Reads {
        lesson: "followers",
        steps: &["read_both_ways", "read_lists", "count"],
        more: &[
            (r#""user" (id, name)"#, "i, 'Name ' || i"),
            ("follow (follower_id, followed_id)", "i, 1"),
            ("follow (follower_id, followed_id)", "1, i"),
        ],
    },
    Reads {
        lesson: "friends",
        steps: &["read_everyone", "read_one"],
        more: &[
            ("person (id, name)", "i, 'Name ' || i"),
            ("friendship (low_id, high_id)", "2, i"),
        ],
    },
    Reads {
        lesson: "tags",
        steps: &["read_from_the_things", "read_from_the_tags"],
        more: &[
            ("article (id, title)", "i, 'Article ' || i"),
            ("photo (id, file)", "i, 'Photo ' || i"),
            ("tag (id, name)", "i, 'Tag ' || i"),
            ("article_tag (article_id, tag_id)", "i, i"),
            ("photo_tag (photo_id, tag_id)", "i, i"),
        ],
    },
    Reads {
        lesson: "authors-editors",
        steps: &["read_from_books", "read_from_people", "wrote_and_edited"],
        more: &[
            ("book (id, title)", "i, 'Book ' || i"),
            ("person (id, name)", "i, 'Name ' || i"),
            ("authorship (book_id, person_id)", "i, i"),
            ("editorship (book_id, person_id)", "i, i"),
        ],
    },
    Reads {
        lesson: "student-course-term",
        steps: &[
            "read_from_students",
            "read_from_courses",
            "read_from_terms",
            "read_in_one_select",
        ],
        more: &[
            ("student (id, name)", "i, 'Name ' || i"),
            ("course (id, title)", "i, 'Course ' || i"),
            ("term (id, name)", "i, 'Term ' || i"),
            ("enrollment (student_id, course_id, term_id)", "i, i, i"),
            ("enrollment (student_id, course_id, term_id)", "i, 1, i"),
        ],
    },
    Reads {
        lesson: "playlist",
        steps: &[
            "read_from_playlists",
            "read_from_songs",
            "read_with_the_loader",
        ],
        more: &[
            ("playlist (id, name)", "i, 'Playlist ' || i"),
            ("song (id, title)", "i, 'Song ' || i"),
            ("entry (id, playlist_id, position, song_id)", "i, i, 1, i"),
        ],
    },
];
