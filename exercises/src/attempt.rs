use std::sync::LazyLock;

use harness::{
    database::{self, OpenError, Place, database_error, refusal, words},
    statements::Statements,
    terminal::{ADDED, ERROR, PLAIN, Style},
};
use sea_orm::{DatabaseConnection, DbErr};

use crate::LESSON;

/// The tables of the shapes whose checks make some. By name, because a first exercise doesn't wait
/// until shapes are built.
pub const SHAPE_TABLES: [&str; 9] = [
    "country", "city", "museum", "painting", "user", "follow", "team", "game",
    "staff",
];

/// Every table that a check makes: those of the lessons. The next run drops them.
static TABLES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lessons = [
        car_mart::LESSONS[0],
        one_to_one::LESSONS[0],
        many_to_many_secondary::LESSONS[0],
        many_to_many_association::LESSONS[0],
    ];
    let main = lessons.iter().flat_map(|lesson| lesson.tables).copied();
    main.chain(SHAPE_TABLES).collect()
});

/// Where the checks work.
pub fn place() -> Place<'static> {
    Place {
        lesson: LESSON,
        tables: &TABLES,
        temporary: false,
    }
}

/// A database in which the reader's code runs, and the statements that it sends.
pub struct Attempt {
    db: DatabaseConnection,
    statements: Statements,
    rows: &'static str,
}

/// What a check says.
pub type Outcome = Result<(), Failure>;

/// Why an exercise isn't solved.
#[derive(Debug)]
pub enum Failure {
    /// The reader's code does something else than the question asks for.
    Wrong(Wrong),
    /// The check itself could not run.
    Database(OpenError),
}

impl From<DbErr> for Failure {
    fn from(error: DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        Self::Database(error)
    }
}

/// What differs.
#[derive(Debug)]
pub struct Wrong {
    /// The rows on which it differs.
    rows: &'static str,
    /// What is wrong, in words.
    words: String,
    /// What the database said, if it refused something. Each database has its own words.
    said: Option<String>,
    /// What came of it and what should have come of it, the same on every database.
    lines: Vec<String>,
}

/// What a statement that waits for the one connection means.
const IN_USE: &str = "The function waited for the one connection, which an \
    open transaction has. Until you commit it, send every statement through \
    the transaction and not through `db`.";

/// `name: first, second`, or `name: none`.
pub(crate) fn line<'a>(
    name: &str,
    parts: impl IntoIterator<Item = &'a str>,
) -> String {
    let parts: Vec<_> = parts.into_iter().collect();
    match parts.as_slice() {
        [] => format!("{name}: none"),
        parts => format!("{name}: {}", parts.join(", ")),
    }
}

/// What to say about a line that is missing (`-`) or too much (`+`) and contains a text. `{}` stands
/// for what is before the first colon of the line.
pub(crate) type Why = (char, &'static str, &'static str);

impl Attempt {
    /// Takes over `db`, which [`database::open`] opened.
    pub fn on(mut db: DatabaseConnection) -> Self {
        let statements = Statements::default();
        statements.record(&mut db);
        Self {
            db,
            statements,
            rows: "",
        }
    }

    /// Ends the session.
    pub async fn close(self) {
        database::close(self.db).await;
    }

    pub(crate) fn db(&self) -> &DatabaseConnection {
        &self.db
    }

    /// Drops all tables. `rows` names the rows that come next, for the reader.
    pub(crate) async fn begin(
        &mut self,
        rows: &'static str,
    ) -> Result<(), OpenError> {
        self.rows = rows;
        database::clear(&self.db, place()).await
    }

    /// How many statements were sent since the last call. BEGIN and COMMIT don't count.
    pub(crate) fn count(&self) -> usize {
        self.statements.take().len()
    }

    /// What the reader's function returned.
    ///
    /// # Errors
    ///
    /// [`Failure::Wrong`] if it returned an error.
    pub(crate) fn returned<T>(
        &self,
        result: Result<T, DbErr>,
    ) -> Result<T, Failure> {
        result.map_err(|error| {
            let (words, said) = match (refusal(&error), database_error(&error))
            {
                (Some((rule, said)), _) => (
                    format!("A {rule} constraint refused a statement."),
                    Some(said),
                ),
                (None, Some(_)) => (
                    "The database reported an error.".to_owned(),
                    Some(words(&error)),
                ),
                _ if matches!(error, DbErr::ConnectionAcquire(_)) => {
                    (IN_USE.to_owned(), None)
                }
                (None, None) => {
                    (format!("The function returned an error: {error}."), None)
                }
            };
            self.wrong(words, said, Vec::new())
        })
    }

    /// Compares lines, and says in words why they differ if `whys` knows.
    ///
    /// # Errors
    ///
    /// [`Failure::Wrong`] if they differ.
    pub(crate) fn compare<S: AsRef<str>>(
        &self,
        expected: &[S],
        got: &[String],
        whys: &[Why],
    ) -> Outcome {
        let expected: Vec<_> =
            expected.iter().map(|line| line.as_ref().to_owned()).collect();
        if expected == got {
            return Ok(());
        }
        let marked = marked(&expected, got);
        let known = whys.iter().find_map(|(sign, part, words)| {
            let found = |(mark, line): &&(char, String)| {
                mark == sign && line.contains(part)
            };
            let (_, line) = marked.iter().find(found)?;
            let name = line.split(':').next().unwrap_or_default();
            Some(words.replace("{}", name))
        });
        let words = known.unwrap_or_else(|| {
            match (
                marked.iter().any(|(sign, _)| *sign == '-'),
                marked.iter().any(|(sign, _)| *sign == '+'),
            ) {
                (true, true) => "Some lines are not what they should be.",
                (true, false) => "Something is missing.",
                (false, true) => "There are extra lines.",
                (false, false) => {
                    "The lines are right, but their order is not."
                }
            }
            .to_owned()
        });
        let lines = marked.iter().map(|(sign, line)| format!("{sign} {line}"));
        Err(self.wrong(words, None, lines.collect()))
    }

    /// Compares a number of statements with the most that are needed.
    ///
    /// # Errors
    ///
    /// [`Failure::Wrong`] if more were sent.
    pub(crate) fn at_most(
        &self,
        most: usize,
        sent: usize,
        words: &str,
    ) -> Outcome {
        if sent <= most {
            return Ok(());
        }
        let lines = vec![
            format!("- at most {most} statements"),
            format!("+ {sent} statements"),
        ];
        Err(self.wrong(words.to_owned(), None, lines))
    }

    pub(crate) fn wrong(
        &self,
        words: String,
        said: Option<String>,
        lines: Vec<String>,
    ) -> Failure {
        Failure::Wrong(Wrong {
            rows: self.rows,
            words,
            said,
            lines,
        })
    }
}

/// The expected lines, each marked `-` if it is missing, then the lines that should not be there,
/// marked `+`.
fn marked(expected: &[String], got: &[String]) -> Vec<(char, String)> {
    let mut left = got.to_vec();
    let mut marked = Vec::new();
    for line in expected {
        let found = left.iter().position(|other| other == line);
        let sign = match found {
            Some(place) => {
                left.remove(place);
                ' '
            }
            None => '-',
        };
        marked.push((sign, line.clone()));
    }
    marked.extend(left.into_iter().map(|line| ('+', line)));
    marked
}

impl Wrong {
    /// The message, wrapped to `width` columns.
    pub fn text(&self, width: usize) -> String {
        self.same_everywhere(width) + &self.in_its_words(width)
    }

    /// The same in color.
    pub fn colored(&self, width: usize) -> String {
        self.message(width, [ADDED, ERROR]) + &self.in_its_words(width)
    }

    fn in_its_words(&self, width: usize) -> String {
        let mut text = String::new();
        if let Some(said) = &self.said {
            let words = format!("In the database's words: {said}");
            text += "\n";
            text += &textwrap::fill(&words, width);
            text += "\n";
        }
        text
    }

    /// The message without the database's own words.
    pub fn same_everywhere(&self, width: usize) -> String {
        self.message(width, [PLAIN; 2])
    }

    fn message(&self, width: usize, [right, wrong]: [Style; 2]) -> String {
        let words =
            format!("Not solved yet, on the {}. {}", self.rows, self.words);
        let mut text = textwrap::fill(&words, width) + "\n";
        if !self.lines.is_empty() {
            text += "\n";
        }
        for line in &self.lines {
            let (what, style) = match line.get(..2) {
                Some("- ") => ("should be", right),
                Some("+ ") => ("is", wrong),
                _ => ("", PLAIN),
            };
            let line = line.get(2..).unwrap_or_default();
            text += &format!("  {style}{what:9}{style:#}  {line}\n");
        }
        text
    }
}

/// What came of a write: `stored`, or the rule that refused it.
pub(crate) fn refused<T>(result: Result<T, DbErr>) -> String {
    match result {
        Ok(_) => "stored".to_owned(),
        Err(error) => match refusal(&error) {
            Some((rule, _)) => format!("refused ({rule})"),
            None => format!("error ({error})"),
        },
    }
}
