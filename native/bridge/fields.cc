/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fields.h"

#include "arguments.h"

namespace bridge
{

namespace
{

/* One number, of a field in which one row is always selected, or a list of them. */
std::vector<uint32_t>
ChosenRows(Napi::Value chosen)
{
    std::vector<uint32_t> rows;

    if (chosen.IsNumber())
        rows.push_back(static_cast<uint32_t>(Number(chosen)));
    for (uint32_t i = 0; chosen.IsArray() && i < chosen.As<Napi::Array>().Length(); i++)
        rows.push_back(static_cast<uint32_t>(Number(chosen.As<Napi::Array>().Get(i))));
    return rows;
}

/* Rows of which one or any number can be selected; what comes back are their numbers. libpurple's own choices
   count from 0 in one user interface and from 1 in another. */
PurpleRequestField *
BuildList(const char *id, const char *label, Napi::Object model)
{
    PurpleRequestField *field = purple_request_field_list_new(id, label);
    Napi::Value options = model.Get("options");
    Napi::Value chosen = model.Get("chosen");

    purple_request_field_list_set_multi_select(field, !chosen.IsNumber());
    for (uint32_t i = 0; options.IsArray() && i < options.As<Napi::Array>().Length(); i++)
        purple_request_field_list_add_icon(field, Text(options.As<Napi::Array>().Get(i)).c_str(), nullptr,
                                           GUINT_TO_POINTER(i + 1)); /* NULL would be refused */
    for (uint32_t row : ChosenRows(chosen)) {
        Napi::Value option = options.IsArray() ? options.As<Napi::Array>().Get(row) : options;
        purple_request_field_list_add_selected(field, Text(option).c_str());
    }
    return field;
}

std::string
SelectedRows(PurpleRequestField *field)
{
    std::string numbers;

    for (GList *each = purple_request_field_list_get_selected(field); each != nullptr; each = each->next) {
        void *number = purple_request_field_list_get_data(field, static_cast<const char *>(each->data));
        numbers += (numbers.empty() ? "" : "\n") + std::to_string(GPOINTER_TO_UINT(number) - 1);
    }
    return numbers;
}

PurpleRequestField *
BuildField(Napi::Object model)
{
    const std::string kind = TextOf(model, "kind");
    const std::string id = TextOf(model, "id");
    const std::string label = TextOf(model, "label");

    if (kind == "bool")
        return purple_request_field_bool_new(id.c_str(), label.c_str(), Flag(model.Get("value")));
    if (kind == "choice" || kind == "list")
        return BuildList(id.c_str(), label.c_str(), model);
    if (kind != "string")
        return purple_request_field_label_new(id.c_str(), label.c_str());
    PurpleRequestField *field =
        purple_request_field_string_new(id.c_str(), label.c_str(), TextOf(model, "value").c_str(), FALSE);
    purple_request_field_string_set_masked(field, Flag(model.Get("masked")));
    return field;
}

std::string
FieldValue(PurpleRequestField *field)
{
    switch (purple_request_field_get_type(field)) {
    case PURPLE_REQUEST_FIELD_BOOLEAN:
        return purple_request_field_bool_get_value(field) ? "1" : "0";
    case PURPLE_REQUEST_FIELD_LIST:
        return SelectedRows(field);
    default: {
        const char *text = purple_request_field_string_get_value(field);
        return text == nullptr ? "" : text;
    }
    }
}

} // namespace

PurpleRequestFields *
BuildFields(Napi::Array models, std::vector<std::string> *ids)
{
    PurpleRequestFields *fields = purple_request_fields_new();
    PurpleRequestFieldGroup *group = purple_request_field_group_new(nullptr);

    for (uint32_t i = 0; i < models.Length(); i++) {
        Napi::Value model = models.Get(i);
        if (!model.IsObject())
            continue;
        PurpleRequestField *field = BuildField(model.As<Napi::Object>());
        purple_request_field_group_add_field(group, field);
        if (purple_request_field_get_type(field) != PURPLE_REQUEST_FIELD_LABEL)
            ids->push_back(purple_request_field_get_id(field));
    }
    purple_request_fields_add_group(fields, group);
    return fields;
}

std::map<std::string, std::string>
FieldValues(PurpleRequestFields *fields, const std::vector<std::string> &ids)
{
    std::map<std::string, std::string> values;

    for (const std::string &id : ids)
        values[id] = FieldValue(purple_request_fields_get_field(fields, id.c_str()));
    return values;
}

} // namespace bridge
