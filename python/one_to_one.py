"""User and profile: one-to-one, in SQLAlchemy."""

from collections.abc import Sequence

from sqlalchemy import Engine, ForeignKey, delete, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship

from record import Lesson, Recorder


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    profile: Mapped["Profile | None"] = relationship(
        back_populates="user",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )


class Profile(Base):
    __tablename__ = "profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), unique=True
    )
    bio: Mapped[str]
    user: Mapped[User] = relationship(back_populates="profile")


def schema(engine: Engine) -> None:
    Base.metadata.create_all(engine)


def schema_step(show: Recorder) -> None:
    """Schema

    In SQLAlchemy, `Mapped["Profile | None"]` says that it is one profile and no list. Older code says
    `uselist=False`.
    """
    schema(show.engine)
    show.done()
    show.columns("user")
    show.columns("profile")


USERS = ["Alice", "Bob", "Carol", "Dave", "Eve", "Frank"]
ALICE = 1
BOB = 2
CAROL = 3
DAVE = 4
EVE = 5
PROFILES = [
    (ALICE, "Writes compilers."),
    (BOB, "Bakes bread."),
    (CAROL, "Climbs mountains."),
    (DAVE, "Draws maps."),
    (EVE, "Plays the cello."),
]


def create(session: Session) -> None:
    session.add_all(User(name=name) for name in USERS)
    session.add_all(Profile(user_id=user, bio=bio) for user, bio in PROFILES)
    session.commit()


def create_step(show: Recorder) -> None:
    """Create"""
    with show.session() as session:
        create(session)
        show.done()


def create_from_the_user(session: Session) -> User:
    grace = User(name="Grace", profile=Profile(bio="Finds bugs."))
    session.add(grace)
    session.flush()
    return grace


def create_from_the_user_step(show: Recorder) -> None:
    """Create from the user

    SQLAlchemy knows that Grace is new, so it looks for no old profile. SeaORM looks for one.
    """
    with show.session() as session:
        grace = create_from_the_user(session)
        show.table("Grace, after the flush", ["user", "bio"], [name_and_bio(grace)])
        show.roll_back()


def create_from_the_profile(session: Session) -> Profile:
    profile = Profile(bio="Finds bugs.", user=User(name="Grace"))
    session.add(profile)
    session.flush()
    return profile


def create_from_the_profile_step(show: Recorder) -> None:
    """Create from the profile"""
    with show.session() as session:
        profile = create_from_the_profile(session)
        show.table("The profile, after the flush", ["bio", "user"], [(profile.bio, profile.user.name)])
        show.roll_back()


def read_from_users(session: Session) -> Sequence[User]:
    return session.scalars(
        select(User).options(joinedload(User.profile)).order_by(User.id)
    ).all()


def read_from_users_step(show: Recorder) -> None:
    """Read from the users

    In SQLAlchemy you ask for the join, with `joinedload`. SeaORM's loader joins this to-one relation by itself.
    """
    with show.session() as session:
        users = read_from_users(session)
        show.table("Every user with their profile", ["user", "bio"], map(name_and_bio, users))


def read_from_profiles(session: Session) -> Sequence[Profile]:
    return session.scalars(
        select(Profile)
        .options(joinedload(Profile.user))
        .order_by(Profile.user_id)
    ).all()


def read_from_profiles_step(show: Recorder) -> None:
    """Read from the profiles"""
    with show.session() as session:
        profiles = read_from_profiles(session)
        rows = [(profile.bio, profile.user.name) for profile in profiles]
        show.table("Every profile with its user", ["bio", "user"], rows)


def edit_and_save(session: Session, user_id: int, bio: str) -> None:
    user = session.get_one(User, user_id)
    user.profile.bio = bio
    session.commit()


def update_bio(session: Session, user_id: int, bio: str) -> None:
    session.execute(
        update(Profile).where(Profile.user_id == user_id).values(bio=bio)
    )
    session.commit()


def edit_and_save_step(show: Recorder) -> None:
    """Load, edit, save

    SQLAlchemy compares the profile with what it loaded, and updates it. SeaORM's `save` reads it again.
    """
    with show.session() as session:
        edit_and_save(session, ALICE, "Writes linkers.")
        show.done()
        update_bio(session, CAROL, "Climbs trees.")
        show.done()


def replace(session: Session, user_id: int, bio: str) -> None:
    user = session.get_one(User, user_id)
    user.profile = None
    session.flush()
    user.profile = Profile(bio=bio)
    session.commit()


def replace_at_once(session: Session, user_id: int, bio: str) -> None:
    user = session.get_one(User, user_id)
    user.profile = Profile(bio=bio)
    session.flush()


def replace_step(show: Recorder) -> None:
    """Replace

    With `delete-orphan`, SQLAlchemy deletes the old profile too, but after it inserted the new one: UNIQUE
    refuses that. So flush between the two. SeaORM deletes the old profile first.

    Differs: the second call, which assigns without a flush, is refused.
    """
    with show.session() as session:
        replace(session, BOB, "Sails.")
        show.done()
        with show.refused("replace Bob's profile without a flush"):
            replace_at_once(session, BOB, "Rows.")


def second_profile(session: Session) -> None:
    session.add(Profile(user_id=ALICE, bio="Sings."))
    session.flush()


def profile_of_nobody(session: Session) -> None:
    session.add(Profile(user_id=99, bio="Haunts."))
    session.flush()


def profile_without_user(session: Session) -> None:
    session.add(Profile(bio="Floats."))
    session.flush()


def refused_step(show: Recorder) -> None:
    """Refused"""
    with show.session() as session:
        with show.refused("insert a second profile for Alice"):
            second_profile(session)
        with show.refused("insert a profile for user 99, who doesn't exist"):
            profile_of_nobody(session)
        with show.refused("insert a profile without a user"):
            profile_without_user(session)


def delete_profile(session: Session, user_id: int) -> None:
    session.execute(delete(Profile).where(Profile.user_id == user_id))
    session.commit()


def delete_user(session: Session, user_id: int) -> None:
    session.delete(session.get_one(User, user_id))
    session.commit()


def delete_step(show: Recorder) -> None:
    """Delete from either side

    With `passive_deletes=True`, SQLAlchemy's `session.delete(user)` leaves a profile that you didn't load to
    ON DELETE CASCADE. Without it, SQLAlchemy reads the child first, as in parent-child.

    Differs: `session.delete` returns nothing, so there is no number of rows.
    """
    with show.session() as session:
        delete_profile(session, DAVE)
        show.done()
        delete_user(session, EVE)
        show.done()


def name_and_bio(user: User) -> tuple[str, str | None]:
    return user.name, user.profile and user.profile.bio


LESSON = Lesson(
    name="one-to-one",
    tables=["user", "profile"],
    steps=[
        schema_step,
        create_step,
        create_from_the_user_step,
        create_from_the_profile_step,
        read_from_users_step,
        read_from_profiles_step,
        edit_and_save_step,
        replace_step,
        refused_step,
        delete_step,
    ],
)
