"""Student and course: many-to-many with a date and a grade on each link, in SQLAlchemy."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Engine, ForeignKey, Row, event, func, insert, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship, selectinload

from record import Lesson, Recorder, WithoutTwin


class Base(DeclarativeBase):
    pass


class Student(Base):
    __tablename__ = "student"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    enrollments: Mapped[list["StudentCourse"]] = relationship(
        back_populates="student",
        order_by="StudentCourse.course_id",
        cascade="all, delete-orphan",
    )
    courses: Mapped[list["Course"]] = relationship(
        secondary="student_course", order_by="Course.id", viewonly=True
    )


class Course(Base):
    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    enrollments: Mapped[list["StudentCourse"]] = relationship(
        back_populates="course",
        order_by="StudentCourse.student_id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )


class StudentCourse(Base):
    __tablename__ = "student_course"

    student_id: Mapped[int] = mapped_column(
        ForeignKey("student.id", ondelete="CASCADE"), primary_key=True
    )
    course_id: Mapped[int] = mapped_column(
        ForeignKey("course.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    )
    enrolled_on: Mapped[date] = mapped_column(server_default="2026-01-01")
    grade: Mapped[int | None]
    student: Mapped[Student] = relationship(back_populates="enrollments")
    course: Mapped[Course] = relationship(back_populates="enrollments")


def schema(engine: Engine) -> None:
    Base.metadata.create_all(engine)


def schema_step(show: Recorder) -> None:
    """Schema

    With `viewonly=True`, SQLAlchemy reads the list `courses` and never writes it. SeaORM has no such
    attribute.

    Differs: SQLAlchemy itself has no migrations, so the link has its columns from the beginning.
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


def february(day: int) -> date:
    return date(2026, 2, day)


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
TODAY = february(28)
LINKS = [
    (ALICE, PHYSICS, february(3), 85),
    (ALICE, RUST, february(20), None),
    (BOB, MATH, february(4), 78),
    (BOB, HISTORY, february(9), None),
    (CAROL, MATH, february(5), 94),
    (CAROL, PHYSICS, february(5), 72),
    (DAVE, HISTORY, february(10), 91),
    (DAVE, RUST, february(23), None),
]


def link(session: Session, student_id: int, course_id: int, day: date) -> None:
    session.add(
        StudentCourse(
            student_id=student_id, course_id=course_id, enrolled_on=day
        )
    )
    session.commit()


def link_new(session: Session) -> None:
    session.add(
        StudentCourse(
            student=Student(name="Frank"),
            course=Course(title="Music 101"),
            enrolled_on=february(24),
            grade=88,
        )
    )
    session.flush()


def link_all(session: Session) -> None:
    for student_id, course_id, day, grade in LINKS:
        session.add(
            StudentCourse(
                student_id=student_id,
                course_id=course_id,
                enrolled_on=day,
                grade=grade,
            )
        )
    session.commit()


def link_step(show: Recorder) -> None:
    """Link"""
    with show.session() as session:
        link(session, ALICE, MATH, february(2))
        show.done()
        link_new(session)
        show.done()
        show.roll_back()
        link_all(session)
        show.done()


@event.listens_for(StudentCourse, "before_insert")
def set_date(mapper, connection, link: StudentCourse) -> None:
    if link.enrolled_on is None:
        link.enrolled_on = TODAY


def link_through_the_session(
    session: Session, student_id: int, course_id: int
) -> None:
    session.add(StudentCourse(student_id=student_id, course_id=course_id))
    session.flush()


def link_without_hooks(
    session: Session, student_id: int, course_id: int
) -> None:
    link = {"student_id": student_id, "course_id": course_id}
    session.execute(insert(StudentCourse).values(link))


def hooks_step(show: Recorder) -> None:
    """The link's hooks

    The same rule holds in SQLAlchemy: the hook runs when the session flushes an object, and `insert` runs
    none.
    """
    with show.session() as session:
        link_through_the_session(session, EVE, ART)
        show.done()
        link_without_hooks(session, EVE, MATH)
        show.done()
        show.roll_back()


def read_from_students(session: Session) -> Sequence[Student]:
    links = selectinload(Student.enrollments)
    return session.scalars(
        select(Student)
        .options(links.joinedload(StudentCourse.course))
        .order_by(Student.id)
    ).all()


def read_from_students_step(show: Recorder) -> None:
    """Read from the students"""
    with show.session() as session:
        students = read_from_students(session)
        rows = [
            (student.name, *(carried(link, link.course.title) if link else [None] * 3))
            for student in students
            for link in student.enrollments or [None]
        ]
        show.table("Every student with their courses", ["student", "course", *CARRIED], rows)


def read_from_courses(session: Session) -> Sequence[Course]:
    links = selectinload(Course.enrollments)
    return session.scalars(
        select(Course)
        .options(links.joinedload(StudentCourse.student))
        .order_by(Course.id)
    ).all()


def read_from_courses_step(show: Recorder) -> None:
    """Read from the courses"""
    with show.session() as session:
        courses = read_from_courses(session)
        rows = [
            (course.title, *(carried(link, link.student.name) if link else [None] * 3))
            for course in courses
            for link in course.enrollments or [None]
        ]
        show.table("Every course with its students", ["course", "student", *CARRIED], rows)


def link_again(session: Session) -> None:
    link(session, ALICE, MATH, february(27))


def link_if_missing(
    session: Session, student_id: int, course_id: int, day: date
) -> None:
    session.execute(
        postgresql.insert(StudentCourse)
        .values(student_id=student_id, course_id=course_id, enrolled_on=day)
        .on_conflict_do_nothing()
    )
    session.commit()


def link_again_step(show: Recorder) -> None:
    """Link again"""
    with show.session() as session:
        with show.refused("insert the link of Alice and Math 101 again"):
            link_again(session)
        link_if_missing(session, ALICE, MATH, february(27))
        show.done()


def link_to_nothing(session: Session) -> None:
    link(session, ALICE, 99, february(27))


def merge_link(session: Session) -> None:
    session.merge(
        StudentCourse(student_id=EVE, course_id=ART, enrolled_on=february(27))
    )
    session.flush()


def refused_step(show: Recorder) -> None:
    """Refused

    SQLAlchemy's `merge` decides between INSERT and UPDATE after a SELECT. SeaORM's `save` decides without
    one, by the primary key.

    Differs: `merge` inserts the link, which is then rolled back; SeaORM's `save` finds no row and fails.
    """
    with show.session() as session:
        with show.refused("link Alice to course 99, which doesn't exist"):
            link_to_nothing(session)
        merge_link(session)
        show.done()
        show.roll_back()


def give_a_grade(
    session: Session, student_id: int, course_id: int, grade: int
) -> None:
    session.execute(
        update(StudentCourse)
        .where(StudentCourse.student_id == student_id)
        .where(StudentCourse.course_id == course_id)
        .values(grade=grade)
    )
    session.commit()


def raise_a_grade(
    session: Session, student_id: int, course_id: int, points: int
) -> None:
    enrollment = session.get_one(StudentCourse, (student_id, course_id))
    enrollment.grade += points
    session.commit()


def give_a_grade_step(show: Recorder) -> None:
    """Give a grade"""
    with show.session() as session:
        give_a_grade(session, ALICE, MATH, 90)
        show.done()
        raise_a_grade(session, ALICE, MATH, 5)
        show.done()


def graded(
    session: Session, course: str, grade: int
) -> Sequence[Row[Student, int]]:
    return session.execute(
        select(Student, StudentCourse.grade)
        .join(Student.enrollments)
        .join(StudentCourse.course)
        .where(Course.title == course, StudentCourse.grade >= grade)
        .order_by(Student.id)
    ).all()


def graded_students(
    session: Session, course: str, grade: int
) -> Sequence[Student]:
    return session.scalars(
        select(Student)
        .join(Student.enrollments)
        .join(StudentCourse.course)
        .where(Course.title == course, StudentCourse.grade >= grade)
        .order_by(Student.id)
    ).all()


def query_by_the_link_step(show: Recorder) -> None:
    """Query by the link"""
    with show.session() as session:
        rows = [(student.name, grade) for student, grade in graded(session, "Math 101", 90)]
        show.table("Links with their students", ["student", "grade"], rows)
        students = graded_students(session, "Math 101", 90)
        show.table("Students", ["id", "name"], [(student.id, student.name) for student in students])


def report(session: Session) -> Sequence[Row]:
    link = StudentCourse
    return session.execute(
        select(
            Course.title,
            func.count(link.student_id),
            func.count(link.grade),
            func.avg(link.grade),
            func.max(link.enrolled_on),
        )
        .outerjoin(Course.enrollments)
        .group_by(Course.id, Course.title)
        .order_by(Course.id)
    ).all()


def report_step(show: Recorder) -> None:
    """Report"""
    with show.session() as session:
        header = ["course", "enrolled", "graded", "average", "last_enrolled"]
        show.table("Every course", header, report(session))


def count_from_students(session: Session) -> Sequence[Row[str, int]]:
    return session.execute(
        select(Student.name, func.count(StudentCourse.course_id))
        .outerjoin(Student.enrollments)
        .group_by(Student.id, Student.name)
        .order_by(Student.id)
    ).all()


def count_from_courses(session: Session) -> Sequence[Row[str, int]]:
    return session.execute(
        select(Course.title, func.count(StudentCourse.student_id))
        .outerjoin(Course.enrollments)
        .group_by(Course.id, Course.title)
        .order_by(Course.id)
    ).all()


def two_one_to_many_step(show: Recorder) -> None:
    """Two one-to-many"""
    with show.session() as session:
        show.table("From the students", ["student", "courses"], count_from_students(session))
        show.table("From the courses", ["course", "students"], count_from_courses(session))


def unlink(session: Session, student_id: int, course_id: int) -> None:
    session.delete(session.get_one(StudentCourse, (student_id, course_id)))
    session.commit()


def unlink_step(show: Recorder) -> None:
    """Unlink"""
    with show.session() as session:
        unlink(session, BOB, HISTORY)
        show.done()


def remove_from_the_list(
    session: Session, student_id: int, course_id: int
) -> None:
    student = session.get_one(Student, student_id)
    for enrollment in list(student.enrollments):
        if enrollment.course_id == course_id:
            student.enrollments.remove(enrollment)
    session.commit()


def remove_from_the_list_step(show: Recorder) -> None:
    """Remove from the list

    In SQLAlchemy, `delete-orphan` at the relationship says that a link goes when it leaves the list. In
    SeaORM, `replace_all` says so at the call.
    """
    with show.session() as session:
        remove_from_the_list(session, CAROL, PHYSICS)
        show.done()


def edit_and_save(
    session: Session, student_id: int, old: int, new: int
) -> None:
    student = session.get_one(Student, student_id)
    kept = [link for link in student.enrollments if link.course_id != old]
    student.enrollments = [*kept, StudentCourse(course_id=new)]
    session.commit()


def edit_and_save_step(show: Recorder) -> None:
    """Load, edit, save"""
    with show.session() as session:
        edit_and_save(session, DAVE, RUST, ART)
        show.done()


def replace_all_through_courses(
    session: Session, student_id: int, courses: Iterable[int]
) -> None:
    student = session.get_one(Student, student_id)
    new = session.scalars(select(Course).where(Course.id.in_(courses)))
    student.courses = list(new)
    session.flush()


def replace_all_through_via_step(show: Recorder) -> None:
    """Replace all through via

    `courses` is `viewonly=True` in SQLAlchemy: the assignment writes nothing, and raises no error.

    Differs: no row changes, so nothing is rolled back.
    """
    with show.session() as session:
        replace_all_through_courses(session, ALICE, [PHYSICS, HISTORY])
        show.done()


def replace_all(
    session: Session, student_id: int, courses: Iterable[int], day: date
) -> None:
    student = session.get_one(Student, student_id)
    links = {link.course_id: link for link in student.enrollments}
    for course_id, link in links.items():
        if course_id not in courses and link.grade is None:
            student.enrollments.remove(link)
    for course_id in courses:
        if course_id not in links:
            new = StudentCourse(course_id=course_id, enrolled_on=day)
            student.enrollments.append(new)
    session.commit()


def replace_all_step(show: Recorder) -> None:
    """Replace all"""
    with show.session() as session:
        replace_all(session, ALICE, [PHYSICS, HISTORY], february(27))
        show.done()


def delete_course(session: Session, course_id: int) -> None:
    session.delete(session.get_one(Course, course_id))
    session.commit()


def delete_student(session: Session, student_id: int) -> None:
    session.delete(session.get_one(Student, student_id))
    session.commit()


def delete_step(show: Recorder) -> None:
    """Delete from either side

    In SQLAlchemy, `Course.enrollments` has `passive_deletes=True`, which leaves a course's links to the
    database. `Student.enrollments` hasn't, so the session reads a student's links and deletes them.

    Differs: `session.delete` returns nothing, so there is no number of rows.
    """
    with show.session() as session:
        delete_course(session, HISTORY)
        show.done()
        delete_student(session, CAROL)
        show.done()


CARRIED = ["enrolled_on", "grade"]


def carried(link: StudentCourse, other: str) -> list:
    return [other, link.enrolled_on, link.grade]


LESSON = Lesson(
    name="many-to-many-association",
    tables=["student", "course", "student_course"],
    steps=[
        schema_step,
        create_step,
        link_step,
        hooks_step,
        WithoutTwin(
            "links_from_before",
            "Links from before",
            "SQLAlchemy itself has no migrations. Alembic, a package of its own, adds them.",
        ),
        read_from_students_step,
        read_from_courses_step,
        link_again_step,
        refused_step,
        give_a_grade_step,
        query_by_the_link_step,
        report_step,
        two_one_to_many_step,
        unlink_step,
        remove_from_the_list_step,
        edit_and_save_step,
        replace_all_through_via_step,
        replace_all_step,
        delete_step,
    ],
)
