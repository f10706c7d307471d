// The part of apply() that knows the objects and parts that only some databases have.
#pragma once

#include "migrate/ops.hpp"

namespace migrate::ops {

void create(Database& db, const CreateObject& op);
void alter(Database& db, const AlterObject& op);
void rename(Database& db, const RenameObject& op, const sql::Syntax& syntax);
void drop(Database& db, const DropObject& op, const sql::Syntax& syntax);

void add(Database& db, const AddPart& op);
void alter(Database& db, const AlterPart& op);
void rename(Database& db, const RenamePart& op);
void drop(Database& db, const DropPart& op);
void attach(Database& db, const AttachPartition& op);
void detach(Database& db, const DetachPartition& op);

// What else goes when a table or column goes: partitions and the sequences that they own.
void drop_what_is_owned(Database& db, const QualifiedName& table);
void drop_what_is_owned(Database& db, const QualifiedName& table, const std::string& column);

// What CASCADE takes along: views that read the relation, foreign keys that refer to it.
void drop_dependants(Database& db, const QualifiedName& relation, const sql::Syntax& syntax);
// Columns of the type.
void drop_columns_of_type(Database& db, const QualifiedName& type);

} // namespace migrate::ops
