"""The work of `cargo run --release -p speed -- --compare` in SQLAlchemy. That program runs this file, and says on
standard input what to do: the name of a piece of work and its data, in JSON. The answer is how many seconds it took,
and how many rows there were."""

import json
import platform
import sys
from collections.abc import Callable, Sequence
from time import perf_counter

import psycopg
import sqlalchemy
from sqlalchemy import Connection, create_engine, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from car_mart import CarBrand, CarInfo, CarModel
from car_mart import average_prices, read_from_brands, read_lazily, stored_prices
from place import Unusable, database, words

brands = CarBrand.__table__
models = CarModel.__table__
cars = CarInfo.__table__


def graph(session: Session, _: None) -> int:
    found = [model for brand in read_from_brands(session) for model in brand.models]
    return sum(len(model.cars) for model in found)


def core_graph(connection: Connection, _: None) -> int:
    connection.execute(select(brands).order_by(brands.c.id)).all()
    connection.execute(select(models).order_by(models.c.id)).all()
    return len(connection.execute(select(cars).order_by(cars.c.id)).all())


def one_by_one(session: Session, _: None) -> int:
    return len(read_lazily(session))


def core_one_by_one(connection: Connection, _: None) -> int:
    count = 0
    for brand in connection.execute(select(brands).order_by(brands.c.id)).all():
        of_brand = select(models).where(models.c.brand_id == brand.id)
        for model in connection.execute(of_brand).all():
            of_model = select(cars).where(cars.c.model_id == model.id)
            count += len(connection.execute(of_model).all())
    return count


def lookup(session: Session, car_ids: list[str]) -> int:
    for car_id in car_ids:
        session.scalars(select(CarInfo).where(CarInfo.car_id == car_id)).one()
    return len(car_ids)


def core_lookup(connection: Connection, car_ids: list[str]) -> int:
    for car_id in car_ids:
        connection.execute(select(cars).where(cars.c.car_id == car_id)).one()
    return len(car_ids)


def data_mart(session: Session, _: None) -> int:
    return len(average_prices(session))


def stored_data_mart(session: Session, _: None) -> int:
    return len(stored_prices(session))


def add(session: Session, rows: list[Sequence]) -> int:
    for car_id, model_id, year, price in rows:
        car = CarInfo(car_id=car_id, model_id=model_id, year=year, price=price)
        session.add(car)
    session.commit()
    return len(rows)


def core_insert(connection: Connection, rows: list[Sequence]) -> int:
    columns = ["car_id", "model_id", "year", "price"]
    connection.execute(insert(cars), [dict(zip(columns, row)) for row in rows])
    connection.commit()
    return len(rows)


# By the name of the work: in the ORM, and in Core. The data mart has no objects, so it is Core in both.
WORK: dict[str, Callable] = {
    "orm graph": graph,
    "core graph": core_graph,
    "orm N+1": one_by_one,
    "core N+1": core_one_by_one,
    "orm lookup": lookup,
    "core lookup": core_lookup,
    "orm data mart": data_mart,
    "core data mart": data_mart,
    "orm stored data mart": stored_data_mart,
    "core stored data mart": stored_data_mart,
    "orm insert": add,
    "core insert": core_insert,
}


def main(schema: str) -> None:
    url = database().update_query_dict({"options": f"-csearch_path={schema}"})
    engine = create_engine(url)
    versions = f"SQLAlchemy {sqlalchemy.__version__} on psycopg {psycopg.__version__}"
    print(json.dumps(f"{versions} and Python {platform.python_version()}"), flush=True)
    try:
        for line in sys.stdin:
            name, data = json.loads(line)
            place = Session(engine) if name.startswith("orm ") else engine.connect()
            with place:
                begin = perf_counter()
                rows = WORK[name](place, data)
                seconds = perf_counter() - begin
            print(json.dumps([seconds, rows]), flush=True)
    except DBAPIError as error:
        raise Unusable(words(error, url)) from None


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Unusable as error:
        sys.exit(f"error: {error}")
    except (BrokenPipeError, KeyboardInterrupt):
        # Nobody waits for an answer.
        sys.exit(1)
