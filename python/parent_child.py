"""The generic pair of every tutorial, in SQLAlchemy."""

from collections.abc import Sequence

from sqlalchemy import Engine, ForeignKey, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    joinedload,
    mapped_column,
    relationship,
    selectinload,
)

from record import Lesson, Recorder


class Base(DeclarativeBase):
    pass


class Parent(Base):
    __tablename__ = "parent_table"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    children: Mapped[list["Child"]] = relationship(
        back_populates="parent", order_by="Child.id"
    )


class Child(Base):
    __tablename__ = "child_table"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("parent_table.id", ondelete="SET NULL"), index=True
    )
    parent: Mapped[Parent | None] = relationship(back_populates="children")


def schema(engine: Engine) -> None:
    Base.metadata.create_all(engine)


def schema_step(show: Recorder) -> None:
    """Declare

    SQLAlchemy orders children by the relationship's `order_by`; without one, its SELECT has no ORDER BY.
    SeaORM orders them by their primary key.
    """
    schema(show.engine)
    show.done()
    show.columns("parent_table")
    show.columns("child_table")


def create(session: Session) -> list[Parent]:
    ann = Parent(name="Ann", children=[Child(name="Ben"), Child(name="Cleo")])
    dan = Parent(name="Dan", children=[])
    session.add_all([ann, dan])
    session.flush()
    return [ann, dan]


def create_step(show: Recorder) -> None:
    """Insert a tree

    SQLAlchemy writes when the session flushes: all new parents in one INSERT, and all new children in
    another. SeaORM sends one INSERT per row.
    """
    with show.session() as session:
        parents = create(session)
        show.table("Ann and Dan, after the flush", PARENT, with_children(parents))
        session.commit()


def read_from_parents(session: Session) -> Sequence[Parent]:
    return session.scalars(
        select(Parent)
        .options(selectinload(Parent.children))
        .order_by(Parent.id)
    ).all()


def read_from_parents_step(show: Recorder) -> None:
    """Load the tree"""
    with show.session() as session:
        show.table("Every parent", PARENT, with_children(read_from_parents(session)))


def edit(session: Session, parent_id: int) -> Parent:
    ann = session.get_one(Parent, parent_id)
    ann.children[0].name = "Benjamin"
    ann.children.append(Child(name="Eli"))
    session.flush()
    return ann


def load_edit_save_step(show: Recorder) -> None:
    """Load, edit, save once

    SQLAlchemy loads `ann.children` at their first use. SeaORM loads only what you name. SQLAlchemy's flush
    finds every change in the session, so you don't say what to save.
    """
    with show.session() as session:
        ann = edit(session, 1)
        show.table("Ann, after the flush", PARENT, with_children([ann]))
        session.commit()


def create_by_key(session: Session, parent_id: int) -> None:
    session.add(Child(name="Fay", parent_id=parent_id))
    session.commit()


def create_with_a_parent(session: Session) -> None:
    session.add(Child(name="Gus", parent=Parent(name="Hal")))
    session.commit()


def create_without_parent(session: Session) -> None:
    session.add(Child(name="Ivy"))
    session.commit()


def create_from_the_child_step(show: Recorder) -> None:
    """Create from the child"""
    with show.session() as session:
        create_by_key(session, 2)
        create_with_a_parent(session)
        create_without_parent(session)
        show.done()


def read_from_children(session: Session) -> Sequence[Child]:
    return session.scalars(
        select(Child).options(joinedload(Child.parent)).order_by(Child.id)
    ).all()


def read_from_children_step(show: Recorder) -> None:
    """Read from the children"""
    with show.session() as session:
        children = read_from_children(session)
        rows = [(child.name, child.parent and child.parent.name) for child in children]
        show.table("Every child", ["child", "parent"], rows)


def detach(session: Session, child_id: int) -> None:
    child = session.get_one(Child, child_id)
    child.parent = None
    session.commit()


def detach_step(show: Recorder) -> None:
    """Detach

    SQLAlchemy's session changes loaded objects, so the Python reads the child first. `update(Child)` would
    need no read.
    """
    with show.session() as session:
        detach(session, 4)
        show.done()


def delete_parent(session: Session, parent_id: int) -> None:
    parent = session.get_one(Parent, parent_id)
    session.delete(parent)
    session.commit()


def delete_step(show: Recorder) -> None:
    """Delete

    SQLAlchemy's `session.delete(parent)` reads the children first and sets each foreign key to NULL, by
    three UPDATEs in one `executemany`. With `passive_deletes=True` it leaves them to the database.

    Differs: `session.delete` returns nothing, so there is no number of rows.
    """
    with show.session() as session:
        delete_parent(session, 1)
        show.done()


PARENT = ["parent", "children"]


def with_children(parents: Sequence[Parent]) -> list[tuple[str, list[str]]]:
    return [(parent.name, [child.name for child in parent.children]) for parent in parents]


LESSON = Lesson(
    name="parent-child",
    tables=["parent_table", "child_table"],
    steps=[
        schema_step,
        create_step,
        read_from_parents_step,
        load_edit_save_step,
        create_from_the_child_step,
        read_from_children_step,
        detach_step,
        delete_step,
    ],
)
