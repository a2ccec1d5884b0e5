find_package(Boost 1.81 CONFIG REQUIRED)
add_library(leps_boost INTERFACE)
target_link_libraries(leps_boost INTERFACE Boost::headers)
