//! Other right answers: they come to the same rows in another way. And cheats:
//! they know the sample rows, and no others.

use car_mart::entity::{car_brand, car_model};
use exercises::check;
use many_to_many_secondary::entity::{course, student, student_course};
use one_to_one::entity::{profile, user};
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, DbErr, EntityLoaderTrait,
    EntityTrait, IntoActiveModel, LoaderTrait, ModelTrait, QueryFilter,
    QuerySelect, Set, TransactionTrait, entity::prelude::Date, sea_query::Expr,
};
use shapes::{
    many_to_many::followers::{follow, user as follower},
    one_to_many::{
        chain::{city, country, museum, painting},
        home_away::{game, team},
        staff_boss,
    },
};
use testing::Kind;

use super::Tried;

pub async fn brands_by_load_many(
    db: &DatabaseConnection,
) -> Result<Vec<(String, Vec<String>)>, DbErr> {
    let brands = car_brand::Entity::find().order_by_id_asc().all(db).await?;
    let models = brands.load_many(car_model::Entity, db).await?;
    let names = |models: Vec<car_model::Model>| {
        models.into_iter().map(|model| model.name).collect()
    };
    let pairs = brands.into_iter().zip(models);
    Ok(pairs.map(|(brand, models)| (brand.name, names(models))).collect())
}

pub async fn first_by_load_many(
    db: &DatabaseConnection,
    number: u64,
) -> Result<Vec<(String, Vec<String>)>, DbErr> {
    let brands = car_brand::Entity::find()
        .order_by_id_asc()
        .limit(number)
        .all(db)
        .await?;
    let models = brands.load_many(car_model::Entity, db).await?;
    let names = |models: Vec<car_model::Model>| {
        models.into_iter().map(|model| model.name).collect()
    };
    let pairs = brands.into_iter().zip(models);
    Ok(pairs.map(|(brand, models)| (brand.name, names(models))).collect())
}

pub async fn counts_of_loaded(
    db: &DatabaseConnection,
) -> Result<Vec<(String, i64)>, DbErr> {
    let brands = car_brand::Entity::load()
        .with(car_model::Entity)
        .order_by_id_asc()
        .all(db)
        .await?;
    let count =
        |brand: car_brand::ModelEx| (brand.name, brand.models.len() as i64);
    Ok(brands.into_iter().map(count).collect())
}

pub async fn move_by_update_many(
    db: &DatabaseConnection,
    model: &str,
    brand: &str,
) -> Result<(), DbErr> {
    let brand = car_brand::Entity::find_by_name(brand).require_one(db).await?;
    car_model::Entity::update_many()
        .col_expr(car_model::Column::BrandId, Expr::value(brand.id))
        .filter(car_model::COLUMN.name.eq(model))
        .exec(db)
        .await?;
    Ok(())
}

pub async fn bios_of_loaded(
    db: &DatabaseConnection,
) -> Result<Vec<(String, Option<String>)>, DbErr> {
    let users = user::Entity::load()
        .with(profile::Entity)
        .order_by_id_asc()
        .all(db)
        .await?;
    let bio = |user: user::ModelEx| {
        let bio = user.profile.as_ref().map(|profile| profile.bio.clone());
        (user.name, bio)
    };
    Ok(users.into_iter().map(bio).collect())
}

pub async fn delete_and_insert(
    db: &DatabaseConnection,
    user_id: i32,
    bio: &str,
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    profile::Entity::delete_by_user_id(user_id).exec(&transaction).await?;
    let profile = profile::ActiveModel {
        user_id: Set(user_id),
        bio: Set(bio.to_owned()),
        ..Default::default()
    };
    profile.insert(&transaction).await?;
    transaction.commit().await
}

pub async fn link_through_via(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
) -> Result<(), DbErr> {
    many_to_many_secondary::steps::link::link(db, student_id, course_id).await
}

pub async fn keep_the_rest(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
) -> Result<(), DbErr> {
    let student = student::Entity::load()
        .filter_by_id(student_id)
        .with(course::Entity)
        .one(db)
        .await?
        .ok_or(DbErr::RecordNotFound(String::new()))?;
    let rest = student.courses.iter().filter(|course| course.id != course_id);
    let rest: Vec<_> =
        rest.cloned().map(|course| course.into_active_model()).collect();
    let student = student::Model::from(student);
    let mut student = student.into_ex().into_active_model();
    student.courses.replace_all(rest);
    student.save(db).await?;
    Ok(())
}

pub async fn delete_and_insert_links(
    db: &DatabaseConnection,
    student_id: i32,
    courses: &[i32],
) -> Result<(), DbErr> {
    let transaction = db.begin().await?;
    student_course::Entity::delete_many()
        .filter(student_course::COLUMN.student_id.eq(student_id))
        .exec(&transaction)
        .await?;
    let links = courses.iter().map(|course| student_course::ActiveModel {
        student_id: Set(student_id),
        course_id: Set(*course),
    });
    student_course::Entity::insert_many(links).exec(&transaction).await?;
    transaction.commit().await
}

pub async fn link_with_ends(
    db: &DatabaseConnection,
    student_id: i32,
    course_id: i32,
    enrolled_on: Date,
) -> Result<(), DbErr> {
    let link = many_to_many_association::steps::link::link;
    link(db, student_id, course_id, enrolled_on).await.map(drop)
}

pub async fn graded_from_links(
    db: &DatabaseConnection,
    course: &str,
    grade: i32,
) -> Result<Vec<String>, DbErr> {
    let graded = many_to_many_association::steps::query_by_the_link::graded;
    let links = graded(db, course, grade).await?;
    Ok(links.into_iter().map(|link| link.student.name).collect())
}

pub async fn games_of_both_lists(
    db: &DatabaseConnection,
    team_id: i32,
) -> Result<Vec<game::Model>, DbErr> {
    let team = team::Entity::load()
        .filter_by_id(team_id)
        .with(team::Relation::HomeGames)
        .with(team::Relation::AwayGames)
        .one(db)
        .await?
        .ok_or(DbErr::RecordNotFound(String::new()))?;
    let both = team.home_games.into_iter().chain(team.away_games);
    let mut games: Vec<_> = both.map(game::Model::from).collect();
    games.sort_by_key(|game| game.id);
    Ok(games)
}

pub async fn below_by_recursion(
    db: &DatabaseConnection,
    id: i32,
) -> Result<Vec<String>, DbErr> {
    let branch = staff_boss::branch(db, id).await?;
    let below = branch.into_iter().filter(|staff| staff.id != id);
    Ok(below.map(|staff| staff.name).collect())
}

pub async fn followers_by_links(
    db: &DatabaseConnection,
    user_id: i32,
) -> Result<Vec<String>, DbErr> {
    let links = follow::Entity::find()
        .filter(follow::COLUMN.followed_id.eq(user_id))
        .all(db)
        .await?;
    let ids = links.into_iter().map(|link| link.follower_id);
    let users = follower::Entity::find()
        .filter(follower::COLUMN.id.is_in(ids))
        .order_by_id_asc()
        .all(db)
        .await?;
    Ok(users.into_iter().map(|user| user.name).collect())
}

pub async fn paintings_level_by_level(
    db: &DatabaseConnection,
    country: &str,
) -> Result<Vec<String>, DbErr> {
    let country =
        country::Entity::find_by_name(country).require_one(db).await?;
    let cities = country.find_related(city::Entity).all(db).await?;
    let museums = cities.load_many(museum::Entity, db).await?.concat();
    let paintings = museums.load_many(painting::Entity, db).await?;
    let mut paintings = paintings.concat();
    paintings.sort_by_key(|painting| painting.id);
    Ok(paintings.into_iter().map(|painting| painting.title).collect())
}

/// Both expect lists that are easy to type in.
async fn rows_that_are_typed_in_are_right_on_the_sample_rows_alone() {
    let models = [
        ("Toyota", &["Corolla", "Camry"][..]),
        ("Honda", &["Civic"]),
        ("Ford", &["Mustang"]),
        ("BMW", &["X5"]),
        ("Tesla", &[]),
    ];
    let brands = async |_: &DatabaseConnection| {
        let brand = |(name, models): (&str, &[&str])| {
            let models = models.iter().map(|model| (*model).to_owned());
            (name.to_owned(), models.collect())
        };
        Ok(models.map(brand).into())
    };
    let counts = async |_: &DatabaseConnection| {
        let count = |(name, models): (&str, &[&str])| {
            (name.to_owned(), models.len() as i64)
        };
        Ok(models.map(count).into())
    };
    let mut tried = Tried::on(Kind::Sqlite, "n_plus_one").await;
    for wrong in [
        tried.wrong(check::n_plus_one(brands)).await,
        tried.wrong(check::empty_side(counts)).await,
    ] {
        let text = wrong.expect("caught").text(80);
        assert!(text.contains("on the other rows"), "{text}");
    }
}

testing::tests![rows_that_are_typed_in_are_right_on_the_sample_rows_alone,];
