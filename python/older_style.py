"""The style of SQLAlchemy 1.x, which still runs: `Column` and `session.query`."""

from sqlalchemy import Column, ForeignKey, Integer, String, func
from sqlalchemy.orm import Session, declarative_base, relationship

from record import Lesson, Recorder

Base = declarative_base()


class CarBrand(Base):
    __tablename__ = "car_brand"

    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False, unique=True)
    models = relationship("CarModel", back_populates="brand")


class CarModel(Base):
    __tablename__ = "car_model"

    id = Column(Integer, primary_key=True)
    brand_id = Column(Integer, ForeignKey("car_brand.id"), nullable=False)
    name = Column(String, nullable=False)
    brand = relationship("CarBrand", back_populates="models")
    cars = relationship("CarInfo", back_populates="model")


class CarInfo(Base):
    __tablename__ = "car_info"

    id = Column(Integer, primary_key=True)
    car_id = Column(String, nullable=False, unique=True)
    model_id = Column(Integer, ForeignKey("car_model.id"), nullable=False)
    year = Column(Integer, nullable=False)
    price = Column(Integer)
    model = relationship("CarModel", back_populates="cars")


class User(Base):
    __tablename__ = "user"

    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)
    profile = relationship("Profile", back_populates="user", uselist=False)


class Profile(Base):
    __tablename__ = "profile"

    id = Column(Integer, primary_key=True)
    user_id = Column(Integer, ForeignKey("user.id"), nullable=False)
    bio = Column(String, nullable=False)
    user = relationship("User", back_populates="profile")


def create(session: Session) -> None:
    Base.metadata.create_all(session.connection())
    corolla = CarModel(name="Corolla", brand=CarBrand(name="Toyota"))
    c1 = CarInfo(car_id="C1", model=corolla, year=2020, price=20_000)
    c2 = CarInfo(car_id="C2", model=corolla, year=2021, price=21_000)
    alice = User(name="Alice", profile=Profile(bio="Writes compilers."))
    session.add_all([c1, c2, alice])
    session.commit()


def create_step(show: Recorder) -> None:
    """Declare and create"""
    with show.session() as session:
        create(session)
        show.done()


def read(session: Session) -> list[CarInfo]:
    query = session.query(CarInfo).join(CarModel).join(CarBrand)
    return query.order_by(CarInfo.car_id).all()


def models_of(session: Session, name: str) -> list[CarModel]:
    return session.query(CarBrand).filter_by(name=name).one().models


def profile_of(session: Session, name: str) -> Profile:
    return session.query(User).filter_by(name=name).one().profile


def read_step(show: Recorder) -> None:
    """Read"""
    with show.session() as session:
        rows = [(car.car_id, car.year, car.price) for car in read(session)]
        show.table("Every car", ["car_id", "year", "price"], rows)
        models = [[model.name] for model in models_of(session, "Toyota")]
        show.table("The models of Toyota, in no order", ["model"], models)
        show.table("Alice's profile", ["bio"], [[profile_of(session, "Alice").bio]])


def update_price(session: Session, car_id: str, price: int) -> None:
    car = session.query(CarInfo).filter_by(car_id=car_id).one()
    car.price = price
    session.commit()


def update_step(show: Recorder) -> None:
    """Update"""
    with show.session() as session:
        update_price(session, "C2", 21_500)
        show.done()


def average_prices(session: Session) -> list:
    query = session.query(CarBrand.name, func.avg(CarInfo.price))
    query = query.join(CarBrand.models).join(CarModel.cars)
    return query.group_by(CarBrand.name).all()


def data_mart_step(show: Recorder) -> None:
    """Data mart"""
    with show.session() as session:
        show.table("Average price by brand", ["brand", "average_price"], average_prices(session))


LESSON = Lesson(
    name="older-style",
    tables=["car_brand", "car_model", "car_info", "user", "profile"],
    steps=[create_step, read_step, update_step, data_mart_step],
)
