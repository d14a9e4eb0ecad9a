package dev.stoa.catalog.sqlite;

import dev.stoa.shared.sqlite.SqliteMigration;
import java.util.List;

/** The tables of the catalogue. */
final class CatalogSchema {
  static final List<SqliteMigration> MIGRATIONS =
      List.of(
          new SqliteMigration(
              "catalog",
              1,
              """
              CREATE TABLE product (
                id TEXT PRIMARY KEY,
                version INTEGER NOT NULL,
                state TEXT NOT NULL);
              CREATE UNIQUE INDEX product_handle ON product (state ->> '$.handle');
              CREATE TABLE product_deleted (
                id TEXT PRIMARY KEY) WITHOUT ROWID;
              CREATE TABLE product_sku (
                sku TEXT PRIMARY KEY,
                product_id TEXT NOT NULL) WITHOUT ROWID;
              CREATE INDEX product_sku_product ON product_sku (product_id);
              CREATE TABLE product_listing (
                category TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                product_id TEXT NOT NULL,
                active INTEGER NOT NULL,
                PRIMARY KEY (category, created_at, product_id)) WITHOUT ROWID;
              CREATE INDEX product_listing_product ON product_listing (product_id);
              CREATE TABLE category (
                id TEXT PRIMARY KEY,
                version INTEGER NOT NULL,
                state TEXT NOT NULL);
              CREATE UNIQUE INDEX category_slug ON category (state ->> '$.slug');
              CREATE TABLE stock (
                sku TEXT PRIMARY KEY,
                version INTEGER NOT NULL,
                on_hand INTEGER NOT NULL,
                held INTEGER NOT NULL,
                next_expiry INTEGER,
                state TEXT NOT NULL);
              CREATE INDEX stock_next_expiry ON stock (next_expiry)
                WHERE next_expiry IS NOT NULL;
              CREATE TABLE stock_movement (
                sku TEXT NOT NULL,
                sequence INTEGER NOT NULL,
                key TEXT NOT NULL,
                kind TEXT NOT NULL,
                on_hand INTEGER NOT NULL,
                held INTEGER NOT NULL,
                reason TEXT NOT NULL,
                time TEXT NOT NULL,
                PRIMARY KEY (sku, sequence)) WITHOUT ROWID;
              CREATE UNIQUE INDEX stock_movement_key ON stock_movement (key, sku);
              CREATE TABLE reservation (
                id TEXT PRIMARY KEY,
                version INTEGER NOT NULL,
                state TEXT NOT NULL);
              """),
          new SqliteMigration(
              "keyed-command",
              1,
              """
              CREATE TABLE keyed_command (
                id TEXT PRIMARY KEY,
                version INTEGER NOT NULL,
                state TEXT NOT NULL);
              """),
          new SqliteMigration(
              "category",
              1,
              """
              CREATE TABLE category_deleted (
                id TEXT PRIMARY KEY) WITHOUT ROWID;
              """),
          new SqliteMigration(
              "catalog",
              2,
              """
              CREATE INDEX product_listing_active
                ON product_listing (category, created_at, product_id)
                WHERE active = 1;
              """));

  private CatalogSchema() {}
}
