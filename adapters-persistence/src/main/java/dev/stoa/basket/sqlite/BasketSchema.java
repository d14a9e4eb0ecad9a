package dev.stoa.basket.sqlite;

import dev.stoa.shared.sqlite.SqliteMigration;
import java.util.List;

/** The tables of the basket context. */
final class BasketSchema {
  static final List<SqliteMigration> MIGRATIONS =
      List.of(
          new SqliteMigration(
              "basket",
              1,
              """
              CREATE TABLE basket (
                owner TEXT PRIMARY KEY,
                version INTEGER NOT NULL,
                lines INTEGER NOT NULL) WITHOUT ROWID;
              CREATE TABLE basket_line (
                owner TEXT NOT NULL,
                sku TEXT NOT NULL,
                quantity INTEGER NOT NULL,
                added INTEGER NOT NULL,
                PRIMARY KEY (owner, sku)) WITHOUT ROWID;
              CREATE TABLE basket_addition (
                owner TEXT NOT NULL,
                key TEXT NOT NULL,
                sku TEXT NOT NULL,
                quantity INTEGER NOT NULL,
                in_basket INTEGER NOT NULL,
                made INTEGER NOT NULL,
                PRIMARY KEY (owner, key)) WITHOUT ROWID;
              CREATE INDEX basket_addition_made ON basket_addition (owner, made);
              CREATE TABLE basket_taken_out (
                checkout TEXT PRIMARY KEY) WITHOUT ROWID;
              CREATE TABLE basket_product (
                id TEXT PRIMARY KEY,
                version INTEGER NOT NULL) WITHOUT ROWID;
              CREATE TABLE basket_variant (
                sku TEXT NOT NULL,
                product TEXT NOT NULL,
                title TEXT NOT NULL,
                price INTEGER NOT NULL,
                currency TEXT NOT NULL,
                tax_rate TEXT NOT NULL,
                active INTEGER NOT NULL,
                changed_at INTEGER NOT NULL,
                PRIMARY KEY (sku, product)) WITHOUT ROWID;
              CREATE INDEX basket_variant_product ON basket_variant (product);
              CREATE TABLE basket_stock (
                sku TEXT PRIMARY KEY,
                version INTEGER NOT NULL,
                available INTEGER NOT NULL) WITHOUT ROWID;
              CREATE TABLE checkout (
                id TEXT PRIMARY KEY,
                version INTEGER NOT NULL,
                state TEXT NOT NULL);
              CREATE INDEX checkout_status ON checkout (state ->> '$.status');
              """),
          new SqliteMigration(
              "basket",
              2,
              """
              CREATE TABLE basket_copy (
                incarnation TEXT PRIMARY KEY) WITHOUT ROWID;
              INSERT INTO basket_copy VALUES (lower(hex(randomblob(16))));
              """),
          new SqliteMigration(
              "basket",
              3,
              """
              ALTER TABLE basket ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
              CREATE UNIQUE INDEX checkout_started_by ON checkout (state ->> '$.startedBy');
              CREATE INDEX checkout_under_way ON checkout (state ->> '$.userId')
                WHERE state ->> '$.status' = 'pending';
              """));

  private BasketSchema() {}
}
