"""Brand, model, car: one-to-many and many-to-one, in SQLAlchemy."""

from collections.abc import Iterable, Sequence

from sqlalchemy import CreateView, Engine, ForeignKey, Index, Row, UniqueConstraint
from sqlalchemy import delete, func, select, text, update
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


class CarBrand(Base):
    __tablename__ = "car_brand"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    models: Mapped[list["CarModel"]] = relationship(
        back_populates="brand", order_by="CarModel.id"
    )


class CarModel(Base):
    __tablename__ = "car_model"
    __table_args__ = (UniqueConstraint("brand_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    brand_id: Mapped[int] = mapped_column(
        ForeignKey("car_brand.id", ondelete="RESTRICT")
    )
    name: Mapped[str]
    brand: Mapped[CarBrand] = relationship(back_populates="models")
    cars: Mapped[list["CarInfo"]] = relationship(
        back_populates="model", order_by="CarInfo.id"
    )


class CarInfo(Base):
    __tablename__ = "car_info"

    id: Mapped[int] = mapped_column(primary_key=True)
    car_id: Mapped[str]
    model_id: Mapped[int] = mapped_column(
        ForeignKey("car_model.id", ondelete="RESTRICT"), index=True
    )
    year: Mapped[int]
    price: Mapped[int | None]
    model: Mapped[CarModel] = relationship(back_populates="cars")


car_id_index = Index("idx_car_id", CarInfo.car_id, unique=True)


def schema(engine: Engine) -> None:
    Base.metadata.create_all(engine)


def schema_step(show: Recorder) -> None:
    """Schema

    In SQLAlchemy the classes declare the tables too: `create_all` asks PostgreSQL which of them exist,
    and creates the others.
    """
    schema(show.engine)
    show.done()
    show.columns("car_brand")
    show.columns("car_model")
    show.columns("car_info")


BRANDS = ["Toyota", "Honda", "Ford", "BMW", "Tesla"]
TOYOTA = 1
MODELS = [
    (TOYOTA, "Corolla"),
    (2, "Civic"),
    (TOYOTA, "Camry"),
    (3, "Mustang"),
    (4, "X5"),
]
COROLLA = 1
CARS = [
    ("C1", COROLLA, 2020, 20_000),
    ("C2", COROLLA, 2021, 21_000),
    ("C3", 2, 2020, 22_000),
    ("C4", 2, 2022, 23_000),
    ("C5", 3, 2021, 25_000),
    ("C6", 3, 2021, 27_000),
    ("C7", 4, 2022, None),
]


def create(session: Session) -> None:
    # Children first: the order in which you add them doesn't matter.
    for car_id, model_id, year, price in CARS:
        car = CarInfo(car_id=car_id, model_id=model_id, year=year, price=price)
        session.add(car)
    for brand_id, name in MODELS:
        session.add(CarModel(brand_id=brand_id, name=name))
    session.add_all(CarBrand(name=name) for name in BRANDS)
    session.commit()


def create_step(show: Recorder) -> None:
    """Create

    SQLAlchemy writes when you commit, parents first: it knows the foreign keys. So the cars, which are added
    first here, are inserted last. SeaORM sends what you call, in your order.
    """
    with show.session() as session:
        create(session)
        show.done()


def create_from_the_brand(session: Session) -> CarBrand:
    car = CarInfo(car_id="C8", year=2023, price=30_000)
    model = CarModel(name="Golf", cars=[car])
    brand = CarBrand(name="Volkswagen", models=[model])
    session.add(brand)
    session.flush()
    return brand


def add_to_a_stored_brand(session: Session, brand_id: int) -> None:
    session.add(CarModel(brand_id=brand_id, name="Yaris"))
    session.flush()


def create_from_the_brand_step(show: Recorder) -> None:
    """Create from the brand"""
    with show.session() as session:
        volkswagen = create_from_the_brand(session)
        show.table("Volkswagen, after the flush", PATH, paths(volkswagen))
        add_to_a_stored_brand(session, TOYOTA)
        show.done()
        show.roll_back()


def create_from_the_car(session: Session) -> CarInfo:
    brand = CarBrand(name="Volkswagen")
    model = CarModel(name="Golf", brand=brand)
    car = CarInfo(car_id="C8", model=model, year=2023, price=30_000)
    session.add(car)
    session.flush()
    return car


def create_with_stored_parents(session: Session) -> list[CarInfo]:
    toyota = session.scalars(
        select(CarBrand).where(CarBrand.name == "Toyota")
    ).one()
    yaris = CarModel(name="Yaris", brand=toyota)
    c9 = CarInfo(car_id="C9", model=yaris, year=2023)
    c10 = CarInfo(car_id="C10", model=yaris, year=2024)
    session.add_all([c9, c10])
    session.flush()
    return [c9, c10]


def create_from_the_car_step(show: Recorder) -> None:
    """Create from the car

    In SQLAlchemy both cars hold the same new object `yaris`, and the session inserts it once. SeaORM has
    no session, and would insert a new model once for each car. So you store it first.
    """
    with show.session() as session:
        car = create_from_the_car(session)
        show.table("C8, after the flush", PATH[::-1], [path(car)])
        cars = create_with_stored_parents(session)
        show.table("C9 and C10, after the flush", PATH[::-1], map(path, cars))
        show.roll_back()


def read(session: Session) -> Sequence[Row[CarInfo, CarModel, CarBrand]]:
    return session.execute(
        select(CarInfo, CarModel, CarBrand)
        .outerjoin(CarInfo.model)
        .outerjoin(CarModel.brand)
        .order_by(CarInfo.car_id)
    ).all()


def line(car: CarInfo) -> str:
    price = "no price" if car.price is None else f"${car.price}"
    name = f"{car.model.brand.name} {car.model.name}"
    return f"{car.car_id}: {name}, {car.year} - {price}"


def read_step(show: Recorder) -> None:
    """Read

    The SELECT has put the model and the brand into SQLAlchemy's session. So `car.model.brand` finds both
    there, and sends nothing.
    """
    with show.session() as session:
        rows = read(session)
        show.code(line)
        show.lines("Every car", [line(car) for car, _, _ in rows])


def read_columns(session: Session) -> Sequence[Row[str, int | None, str, str]]:
    return session.execute(
        select(CarInfo.car_id, CarInfo.price, CarModel.name, CarBrand.name)
        .join(CarInfo.model)
        .join(CarModel.brand)
        .order_by(CarInfo.car_id)
    ).all()


def read_columns_step(show: Recorder) -> None:
    """Read only some columns"""
    with show.session() as session:
        header = ["car_id", "price", "model.name", "model.brand.name"]
        show.table("Every car", header, read_columns(session))


def read_from_brands(session: Session) -> Sequence[CarBrand]:
    models = selectinload(CarBrand.models)
    return session.scalars(
        select(CarBrand)
        .options(models.selectinload(CarModel.cars))
        .order_by(CarBrand.id)
    ).all()


def read_lazily(session: Session) -> list[str]:
    brands = session.scalars(select(CarBrand).order_by(CarBrand.id)).all()
    cars = []
    for brand in brands:
        for model in brand.models:
            cars += [car.car_id for car in model.cars]
    return cars


def read_from_brands_step(show: Recorder) -> None:
    """Read from the brands

    Without `selectinload`, SQLAlchemy loads each list when you first use it: one SELECT for each brand
    and one for each model, 11 in all. SeaORM never does that by itself: only a query in a loop does.
    """
    with show.session() as session:
        rows = [row for brand in read_from_brands(session) for row in paths(brand)]
        show.table("Every brand with its models and their cars", PATH, rows)
    with show.session() as session:
        read_lazily(session)
        show.done()


def read_from_a_car(session: Session, car_id: str) -> CarInfo | None:
    model = joinedload(CarInfo.model)
    return session.scalars(
        select(CarInfo)
        .where(CarInfo.car_id == car_id)
        .options(model.joinedload(CarModel.brand))
    ).one_or_none()


def read_from_a_car_step(show: Recorder) -> None:
    """Read from a car"""
    with show.session() as session:
        car = read_from_a_car(session, "C5")
        show.table("C5, its model and its brand", PATH[::-1], [path(car)])


def update_price(session: Session, car_id: str, price: int) -> CarInfo:
    car = session.scalars(select(CarInfo).where(CarInfo.car_id == car_id)).one()
    car.price = price
    session.commit()
    return car


def update_step(show: Recorder) -> None:
    """Update

    In SQLAlchemy you set an attribute, and `commit` writes it. After a commit, SQLAlchemy reads an object
    again at its next use: here the car. To print the line, it then loads the model and the brand. SeaORM's
    `update` returns the row.
    """
    with show.session() as session:
        c2 = update_price(session, "C2", 21_500)
        show.lines("C2 now", [line(c2)])


def rename_brand(session: Session, brand_id: int, name: str) -> Row[int, str]:
    brand = session.execute(
        update(CarBrand)
        .where(CarBrand.id == brand_id)
        .values(name=name)
        .returning(CarBrand.id, CarBrand.name)
    ).one()
    session.commit()
    return brand


def rename_models(session: Session, old: str, new: str) -> int:
    renamed = session.execute(
        update(CarModel).where(CarModel.name == old).values(name=new)
    )
    session.commit()
    return renamed.rowcount


def update_without_read_step(show: Recorder) -> None:
    """Update without reading first"""
    with show.session() as session:
        brand = rename_brand(session, 5, "Tesla Motors")
        show.table("Brand 5, as the UPDATE returned it", ["id", "name"], [brand])
        renamed = rename_models(session, "X5", "X6")
        show.table("What `rowcount` says", ["rowcount"], [[renamed]])


def edit(session: Session, brand_id: int) -> CarBrand:
    brand = session.get_one(CarBrand, brand_id)
    brand.models[1].name = "Camry Hybrid"
    brand.models.append(CarModel(name="Yaris"))
    session.flush()
    return brand


def load_edit_save_step(show: Recorder) -> None:
    """Load, edit, save

    SQLAlchemy reads the models at their first use, and the cars of each model when they are printed: lazy
    loading. SeaORM panics at `brand.models[1]` if you didn't load the models.
    """
    with show.session() as session:
        toyota = edit(session, TOYOTA)
        show.table("Toyota, after the flush", PATH, paths(toyota))
        show.roll_back()


def delete_car(session: Session, car_id: str) -> int:
    deleted = session.execute(delete(CarInfo).where(CarInfo.car_id == car_id))
    session.commit()
    return deleted.rowcount


def delete_model(session: Session, brand_id: int, name: str) -> None:
    session.execute(
        delete(CarModel)
        .where(CarModel.brand_id == brand_id)
        .where(CarModel.name == name)
    )
    session.commit()


def delete_brand(session: Session, name: str) -> None:
    brand = session.scalars(select(CarBrand).where(CarBrand.name == name)).one()
    session.delete(brand)
    session.commit()


def delete_step(show: Recorder) -> None:
    """Delete

    SQLAlchemy's `session.delete(brand)` reads the brand's models first, to set their `brand_id` to NULL.
    SeaORM's `delete` of a `Model` sends the DELETE alone.
    """
    with show.session() as session:
        if delete_car(session, "C4") == 1:
            show.lines("C4 is deleted; the step prints", ["Car C4 is removed from the database"])
        show.table("C4 again: what `rowcount` says", ["rowcount"], [[delete_car(session, "C4")]])
        delete_model(session, 4, "X6")
        delete_brand(session, "Tesla Motors")
        show.done()


def insert_corolla(session: Session, car_id: str) -> None:
    session.add(CarInfo(car_id=car_id, model_id=COROLLA, year=2024))
    session.flush()


def insert_model(session: Session, brand_id: int, name: str) -> None:
    session.add(CarModel(brand_id=brand_id, name=name))
    session.flush()


def insert_model_without_brand(session: Session, name: str) -> None:
    session.add(CarModel(name=name))
    session.flush()


def delete_loaded_brand(session: Session, brand_id: int) -> None:
    session.delete(session.get_one(CarBrand, brand_id))
    session.flush()


def refused_step(show: Recorder) -> None:
    """Refused

    Before it deletes a brand, SQLAlchemy's `session.delete(brand)` sets the `brand_id` of its models to NULL.
    NOT NULL refuses that, so the DELETE is never sent. Each call raises an `IntegrityError`.

    Differs: the delete fails at the UPDATE of the brand's model, by another rule. The brand is Honda, which has
    one model.
    """
    with show.session() as session:
        with show.refused("insert a second car C1"):
            insert_corolla(session, "C1")
        with show.refused("insert a second Corolla of Toyota"):
            insert_model(session, TOYOTA, "Corolla")
        with show.refused("insert a model of brand 99, which doesn't exist"):
            insert_model(session, 99, "Cybertruck")
        with show.refused("insert a model without a brand"):
            insert_model_without_brand(session, "Cybertruck")
        with show.refused("delete Honda, which still has a model"):
            delete_loaded_brand(session, 2)


def add_cars(session: Session) -> None:
    session.execute(text(
        "INSERT INTO car_info (car_id, model_id, year, price) "
        "SELECT 'X' || number, 1, 2000 + number % 20, number "
        "FROM generate_series(10001, 20000) AS number"
    ))
    session.execute(text("ANALYZE car_info"))


def plan(session: Session, car_id: str) -> list[str]:
    select = "SELECT * FROM car_info WHERE car_id = :car_id"
    explain = text(f"EXPLAIN (COSTS OFF) {select}")
    return list(session.scalars(explain, {"car_id": car_id}))


def drop_index(session: Session) -> None:
    car_id_index.drop(session.connection())


def index_step(show: Recorder) -> None:
    """The index on car_id"""
    with show.session() as session:
        add_cars(session)
        show.done()
        with_index = plan(session, "X15000")
        drop_index(session)
        without = plan(session, "X15001")
        plans = [("idx_car_id", lookup(with_index)), ("none", lookup(without))]
        show.table("How the database finds one car", ["index", "lookup"], plans)
        show.said([*with_index, *without])
        show.roll_back()


def average_prices(session: Session) -> Sequence[Row]:
    return session.execute(
        select(
            CarBrand.name,
            CarModel.name,
            CarInfo.year,
            func.avg(CarInfo.price),
        )
        .join(CarBrand.models)
        .join(CarModel.cars)
        .group_by(CarBrand.name, CarModel.name, CarInfo.year)
        .order_by(func.min(CarBrand.id), func.min(CarModel.id), CarInfo.year)
    ).all()


def data_mart_step(show: Recorder) -> None:
    """Data mart"""
    with show.session() as session:
        show.table("Average price by brand, model and year", MART, average_prices(session))


averages = (
    select(
        CarInfo.model_id,
        CarInfo.year,
        func.avg(CarInfo.price).label("average_price"),
    )
    .group_by(CarInfo.model_id, CarInfo.year)
    .subquery("averages")
)


def average_prices_by_model(session: Session) -> Sequence[Row]:
    cars = averages.c
    return session.execute(
        select(CarBrand.name, CarModel.name, cars.year, cars.average_price)
        .join(CarModel.brand)
        .join(averages, cars.model_id == CarModel.id)
        .order_by(CarBrand.id, CarModel.id, cars.year)
    ).all()


def data_mart_aggregated_first_step(show: Recorder) -> None:
    """Data mart, aggregated first"""
    with show.session() as session:
        show.table("Average price by brand, model and year", MART, average_prices_by_model(session))


create_view = CreateView(
    select(
        CarBrand.id.label("brand_id"),
        CarBrand.name.label("brand"),
        CarModel.id.label("model_id"),
        CarModel.name.label("model"),
        averages.c.year,
        averages.c.average_price,
    )
    .join(CarModel.brand)
    .join(averages, averages.c.model_id == CarModel.id),
    "data_mart",
    materialized=True,
)
data_mart = create_view.table
model_year = Index(
    "uq-data_mart-model_id-year",
    data_mart.c.model_id,
    data_mart.c.year,
    unique=True,
)


def create_data_mart(session: Session) -> None:
    session.execute(create_view)
    model_year.create(session.connection())


def refresh(session: Session) -> None:
    refresh = "REFRESH MATERIALIZED VIEW CONCURRENTLY data_mart"
    session.execute(text(refresh))
    session.execute(text("ANALYZE data_mart"))


def stored_prices(session: Session) -> Sequence[Row]:
    mart = data_mart.c
    return session.execute(
        select(mart.brand, mart.model, mart.year, mart.average_price)
        .order_by(mart.brand_id, mart.model_id, mart.year)
    ).all()


def set_price(session: Session, car_id: str, price: int) -> None:
    session.execute(
        update(CarInfo).where(CarInfo.car_id == car_id).values(price=price)
    )


def data_mart_stored_step(show: Recorder) -> None:
    """Data mart, stored

    SQLAlchemy 2.1 builds the CREATE MATERIALIZED VIEW from a `select`. SeaORM has no builder for it.
    """
    with show.session() as session:
        create_data_mart(session)
        refresh(session)
        session.commit()
        show.done()
        show.columns("data_mart")
        show.table("What is stored", MART, stored_prices(session))
        set_price(session, "C2", 22_500)
        show.lines("data_mart is stale", [])
        refresh(session)
        show.done()
        show.roll_back()


PATH = ["brand", "model", "car_id"]
MART = ["brand", "model", "year", "average_price"]


def paths(brand: CarBrand) -> list[list[str | None]]:
    rows = []
    for model in brand.models or [None]:
        for car in (model and model.cars) or [None]:
            rows.append([brand.name, model and model.name, car and car.car_id])
    return rows


def path(car: CarInfo) -> list[str]:
    return [car.car_id, car.model.name, car.model.brand.name]


def lookup(plan: Iterable[str]) -> str:
    return "index search" if "Index Scan" in " ".join(plan) else "full scan"


LESSON = Lesson(
    name="car-mart",
    tables=["car_brand", "car_model", "car_info", "data_mart"],
    steps=[
        schema_step,
        create_step,
        create_from_the_brand_step,
        create_from_the_car_step,
        read_step,
        read_columns_step,
        read_from_brands_step,
        read_from_a_car_step,
        update_step,
        update_without_read_step,
        load_edit_save_step,
        delete_step,
        refused_step,
        index_step,
        data_mart_step,
        data_mart_aggregated_first_step,
        data_mart_stored_step,
    ],
)
