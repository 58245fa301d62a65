"""Student and course: many-to-many through a bare join table, in SQLAlchemy."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Column, Engine, ForeignKey, Table, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload

from record import Lesson, Recorder


class Base(DeclarativeBase):
    pass


student_course = Table(
    "student_course",
    Base.metadata,
    Column(
        "student_id",
        ForeignKey("student.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column(
        "course_id",
        ForeignKey("course.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
)


class Student(Base):
    __tablename__ = "student"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    courses: Mapped[list["Course"]] = relationship(
        secondary=student_course,
        back_populates="students",
        order_by="Course.id",
    )


class Course(Base):
    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    students: Mapped[list[Student]] = relationship(
        secondary=student_course,
        back_populates="courses",
        order_by="Student.id",
    )


def schema(engine: Engine) -> None:
    Base.metadata.create_all(engine)


def schema_step(show: Recorder) -> None:
    """Schema

    A join table without columns of its own is a `Table` in SQLAlchemy. In SeaORM, `via` needs an
    entity.
    """
    schema(show.engine)
    show.done()
    show.columns("student")
    show.columns("course")
    show.columns("student_course")


STUDENTS = ["Alice", "Bob", "Carol", "Dave", "Eve"]
COURSES = ["Math 101", "Physics 101", "History 101", "Art 101", "Rust 101"]


def create(session: Session) -> None:
    session.add_all(Student(name=name) for name in STUDENTS)
    session.add_all(Course(title=title) for title in COURSES)
    session.commit()


def create_step(show: Recorder) -> None:
    """Create"""
    with show.session() as session:
        create(session)
        show.done()


ALICE = 1
BOB = 2
CAROL = 3
DAVE = 4
EVE = 5
MATH = 1
PHYSICS = 2
HISTORY = 3
ART = 4
RUST = 5
LINKS = [
    (ALICE, PHYSICS),
    (ALICE, RUST),
    (BOB, MATH),
    (BOB, HISTORY),
    (CAROL, MATH),
    (CAROL, PHYSICS),
    (DAVE, HISTORY),
    (DAVE, RUST),
]


def link(session: Session, student_id: int, course_id: int) -> None:
    student = session.get_one(Student, student_id)
    course = session.get_one(Course, course_id)
    student.courses.append(course)
    session.commit()


def link_all(session: Session) -> None:
    names = ["student_id", "course_id"]
    links = [dict(zip(names, link)) for link in LINKS]
    session.execute(insert(student_course).values(links))
    session.commit()


def link_step(show: Recorder) -> None:
    """Link

    To append to a list, SQLAlchemy reads the student, the course and the whole list. SeaORM needs only the
    two ids.
    """
    with show.session() as session:
        link(session, ALICE, MATH)
        show.done()
        link_all(session)
        show.done()


def link_from_the_course(
    session: Session, course_id: int, student_id: int
) -> None:
    course = session.get_one(Course, course_id)
    student = session.get_one(Student, student_id)
    course.students.append(student)
    session.flush()


def link_from_the_course_step(show: Recorder) -> None:
    """Link from the course"""
    with show.session() as session:
        link_from_the_course(session, ART, EVE)
        show.done()
        show.roll_back()


def read_from_students(session: Session) -> Sequence[Student]:
    return session.scalars(
        select(Student)
        .options(selectinload(Student.courses))
        .order_by(Student.id)
    ).all()


def read_student(session: Session, student_id: int) -> Student | None:
    courses = selectinload(Student.courses)
    return session.get(Student, student_id, options=[courses])


def read_from_students_step(show: Recorder) -> None:
    """Read from the students"""
    with show.session() as session:
        students = read_from_students(session)
        show.table("Every student with their courses", ["student", "course"], with_courses(students))
    with show.session() as session:
        alice = read_student(session, ALICE)
        show.table("Alice with her courses", ["student", "course"], with_courses([alice]))


def read_from_courses(session: Session) -> Sequence[Course]:
    return session.scalars(
        select(Course)
        .options(selectinload(Course.students))
        .order_by(Course.id)
    ).all()


def read_from_courses_step(show: Recorder) -> None:
    """Read from the courses"""
    with show.session() as session:
        courses = read_from_courses(session)
        rows = [
            (course.title, student and student.name)
            for course in courses
            for student in course.students or [None]
        ]
        show.table("Every course with its students", ["course", "student"], rows)


def insert_link(session: Session, student_id: int, course_id: int) -> None:
    link = {"student_id": student_id, "course_id": course_id}
    session.execute(insert(student_course).values(link))


def link_again_step(show: Recorder) -> None:
    """Link again

    SQLAlchemy inserts the link again, although it has read the list with Math 101 in it, and the primary
    key refuses it. SeaORM's INSERT has ON CONFLICT DO NOTHING.

    Differs: the first call is refused too.
    """
    with show.session() as session:
        with show.refused("append Math 101 to Alice's courses again"):
            link(session, ALICE, MATH)
        with show.refused("insert the link of Alice and Math 101 again"):
            insert_link(session, ALICE, MATH)


def link_to_nothing(session: Session) -> None:
    link = {"student_id": ALICE, "course_id": 99}
    session.execute(insert(student_course).values(link))


def refused_step(show: Recorder) -> None:
    """Refused

    Differs: SeaORM's second attempt, `save` instead of `insert`, has no equivalent. A new object is always
    inserted.
    """
    with show.session() as session:
        with show.refused("link Alice to course 99, which doesn't exist"):
            link_to_nothing(session)


def unlink(session: Session, student_id: int, course_id: int) -> None:
    student = session.get_one(Student, student_id)
    student.courses.remove(session.get_one(Course, course_id))
    session.commit()


def unlink_step(show: Recorder) -> None:
    """Unlink"""
    with show.session() as session:
        unlink(session, BOB, HISTORY)
        show.done()


def replace_all(
    session: Session, student_id: int, courses: Iterable[int]
) -> None:
    student = session.get_one(Student, student_id)
    new = session.scalars(select(Course).where(Course.id.in_(courses)))
    student.courses = list(new)
    session.commit()


def replace_all_step(show: Recorder) -> None:
    """Replace all"""
    with show.session() as session:
        replace_all(session, ALICE, [PHYSICS, HISTORY])
        show.done()


def remove_from_the_list(
    session: Session, student_id: int, course_id: int
) -> None:
    student = session.get_one(Student, student_id)
    student.courses.remove(session.get_one(Course, course_id))
    session.commit()


def remove_from_the_list_step(show: Recorder) -> None:
    """Remove from the list

    SQLAlchemy's session compares the list with what it loaded, and sends one DELETE. SeaORM keeps no copy,
    so `replace_all` reads the stored links first.
    """
    with show.session() as session:
        remove_from_the_list(session, ALICE, PHYSICS)
        show.done()


def edit_and_save(
    session: Session, student_id: int, old: int, new: int
) -> None:
    student = session.get_one(Student, student_id)
    student.courses.remove(session.get_one(Course, old))
    student.courses.append(session.get_one(Course, new))
    session.commit()


def edit_and_save_step(show: Recorder) -> None:
    """Load, edit, save

    SQLAlchemy's session writes by itself before it reads: reading the new course sends the DELETE. In
    SeaORM nothing is written before `save`.
    """
    with show.session() as session:
        edit_and_save(session, CAROL, MATH, ART)
        show.done()


def delete_student(session: Session, student_id: int) -> None:
    session.delete(session.get_one(Student, student_id))
    session.commit()


def delete_course(session: Session, course_id: int) -> None:
    session.delete(session.get_one(Course, course_id))
    session.commit()


def delete_step(show: Recorder) -> None:
    """Delete from either side

    SQLAlchemy reads the list and deletes the links itself, before ON DELETE CASCADE can. Here the rows end
    the same.

    Differs: `session.delete` returns nothing, so there is no number of rows.
    """
    with show.session() as session:
        delete_student(session, CAROL)
        show.done()
        delete_course(session, RUST)
        show.done()


def with_courses(students: Iterable[Student]) -> list[tuple[str, str | None]]:
    return [
        (student.name, course and course.title)
        for student in students
        for course in student.courses or [None]
    ]


LESSON = Lesson(
    name="many-to-many-secondary",
    tables=["student", "course", "student_course"],
    steps=[
        schema_step,
        create_step,
        link_step,
        link_from_the_course_step,
        read_from_students_step,
        read_from_courses_step,
        link_again_step,
        refused_step,
        unlink_step,
        replace_all_step,
        remove_from_the_list_step,
        edit_and_save_step,
        delete_step,
    ],
)
